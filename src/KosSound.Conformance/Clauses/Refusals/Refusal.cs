using System.Globalization;
using Google.Protobuf;
using KOS.Sound;
using KosSound.Device;
using KosSound.Device.Capabilities;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Refusals;

/// <summary>A deliberate mistake and how the device took it.</summary>
/// <param name="Side"><c>play</c> or <c>record</c>.</param>
/// <param name="Field">The offending field: <c>sample_rate</c>, <c>bit_depth</c>, <c>channels</c> or <c>config</c>.</param>
/// <param name="Mistake">The mistake, for messages: <c>sample_rate 0</c>.</param>
/// <param name="Attempt">How it was taken.</param>
public sealed record Refusal(string Side, string Field, string Mistake, Attempt Attempt)
{
    /// <summary>A refusal comes within so long of half-close.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly uint[] Rates = [0, 1, 11_025, 47_999, 2_147_483_648, uint.MaxValue];
    private static readonly uint[] Depths = [0, 1, 12, 64, uint.MaxValue];
    private static readonly uint[] ChannelCounts = [0, 7, 63, 65_536, uint.MaxValue];

    /// <summary>Asks for what the device does not claim, one field at a time, and without a config, on every side it claims; done once per bench.</summary>
    internal static async Task<IReadOnlyList<Refusal>> AllAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (context.Findings.Refusals is { } known)
            return known;
        var refusals = new List<Refusal>();
        if (context.Capabilities.Playback.Formats.Any())
            await CollectAsync("play", context.Capabilities.Playback, context.MainPlayback, config => Attempt.PlayAsync(context, Messages(config), Limit, cancellationToken));
        if (context.Capabilities.Recording.Formats.Any())
            await CollectAsync("record", context.Capabilities.Recording, context.MainRecording, config => Attempt.RecordAsync(context, new RecordAudioRequest { Config = config, DurationMs = 100 }, Limit, cancellationToken));
        return context.Findings.Refusals = refusals;

        async Task CollectAsync(string side, SideCapabilities claimed, PcmFormat good, Func<AudioConfig?, Task<Attempt>> attempt)
        {
            foreach (var (field, mistake, config) in Mistakes(claimed, good))
                refusals.Add(new Refusal(side, field, mistake, await attempt(config)));
            refusals.Add(new Refusal(side, "config", "without config", await attempt(null)));
        }
    }

    /// <summary>A configuration of a format.</summary>
    public static AudioConfig ConfigOf(PcmFormat format) =>
        new() { SampleRate = (uint)format.RateHz, BitDepth = (uint)format.BitDepth, Channels = (uint)format.Channels };

    /// <summary>The code a refusal carries, by status or in-band, or what it is without one.</summary>
    public static string CodeOf(SoundDeviceException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.ErrorCode?.ToString() ?? refusal.StatusCode?.ToString() ?? "success = false and no error";
    }

    /// <summary>What is wrong with how it was taken, or null when it was refused in time.</summary>
    public string? Flaw() => Attempt.Outcome switch
    {
        AttemptOutcome.Accepted => $"{Side} {Mistake} was accepted",
        AttemptOutcome.Silent => string.Create(CultureInfo.InvariantCulture, $"{Side} {Mistake} was not answered, limit {Limit.TotalMilliseconds:0} ms"),
        AttemptOutcome.Broken => $"{Side} {Mistake} broke the connection ({Attempt.Error!.Message})",
        _ when Attempt.After > Limit => string.Create(CultureInfo.InvariantCulture, $"{Side} {Mistake} was refused after {Attempt.After.TotalMilliseconds:0} ms, limit {Limit.TotalMilliseconds:0} ms"),
        _ => null,
    };

    private static IEnumerable<PlayAudioRequest> Messages(AudioConfig? config)
    {
        var audio = new PlayAudioRequest { AudioData = ByteString.CopyFrom(new byte[1_920]) };
        return config is null ? [audio] : [new PlayAudioRequest { Config = config }, audio];
    }

    private static IEnumerable<(string Field, string Mistake, AudioConfig Config)> Mistakes(SideCapabilities claimed, PcmFormat good)
    {
        var config = ConfigOf(good);
        foreach (var rate in Rates.Except(claimed.RatesHz))
            yield return ("sample_rate", $"sample_rate {rate}", new AudioConfig(config) { SampleRate = rate });
        foreach (var depth in Depths.Except(claimed.BitDepths))
            yield return ("bit_depth", $"bit_depth {depth}", new AudioConfig(config) { BitDepth = depth });
        foreach (var channels in ChannelCounts.Except(claimed.Channels))
            yield return ("channels", $"channels {channels}", new AudioConfig(config) { Channels = channels });
    }
}
