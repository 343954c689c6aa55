using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Device.Capabilities;

namespace KosSound.Suites.Session;

/// <summary>What is known of a target before anything is played: a failed discovery is a value, not an exception.</summary>
public sealed record Discovery
{
    /// <summary>The id of the test that is always present.</summary>
    public const string TestId = "session/discovery";

    /// <summary>The sentence that test proves.</summary>
    public const string Clause = "the target answers GetAudioInfo and advertises formats";

    /// <summary>The result of that test.</summary>
    public required TestRecord Record { get; init; }

    /// <summary>The connection; null when it failed.</summary>
    public SoundDevice? Device { get; init; }

    /// <summary>What the target advertises; null when it did not say.</summary>
    public DeviceCapabilities? Capabilities { get; init; }

    /// <summary>Pairs of formats to try; empty when discovery failed or a side is missing.</summary>
    public IReadOnlyList<FormatRecord> Formats { get; init; } = [];

    /// <summary>Connects and asks.</summary>
    public static async Task<Discovery> RunAsync(DeviceOptions options, TimeProvider wall, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wall);
        var started = wall.GetTimestamp();
        try
        {
            var device = await SoundDevice.ConnectAsync(options, cancellation);
            var capabilities = await device.GetCapabilitiesAsync(cancellation);
            return new Discovery
            {
                Device = device,
                Capabilities = capabilities,
                Formats = FormatPairing.Pair([.. capabilities.Playback.Formats], [.. capabilities.Recording.Formats]),
                Record = New(Outcome.Pass, null, wall.GetElapsedTime(started)),
            };
        }
        catch (SoundDeviceException e)
        {
            return new Discovery { Record = New(Outcome.Error, e.Message, wall.GetElapsedTime(started)) with { Infrastructure = true, Reason = "target not usable" } };
        }
    }

    private static TestRecord New(Outcome outcome, string? message, TimeSpan duration) => new()
    {
        Id = TestId,
        Clause = Clause,
        Level = ClauseLevel.Must,
        Outcome = outcome,
        Message = message,
        DurationMs = duration.TotalMilliseconds,
    };
}
