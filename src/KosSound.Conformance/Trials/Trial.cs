using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Device.Playback;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Conformance.Trials;

/// <summary>The way of one format from stimulus to verdict.</summary>
/// <param name="device">The connected device; <paramref name="hold"/> keeps others off it while it plays.</param>
/// <param name="hold">One place: whoever has it may play and record.</param>
public sealed class Trial(SoundDevice device, SemaphoreSlim hold)
{
    // A device may keep sound in its path for as long as the largest latency anyone allows.
    private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SilentStart = TimeSpan.FromSeconds(3);

    /// <summary>Plays and records, measures, judges.</summary>
    /// <exception cref="SoundDeviceException">A call failed: the device refused, vanished or fell silent on the wire.</exception>
    public async Task<TrialResult> RunAsync(TrialPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var take = await PlayAndRecordAsync(plan, cancellation);
        var measurement = Analyzer.Measure(RequestOf(plan, take.Capture));
        return new TrialResult
        {
            Plan = plan,
            Capture = take.Capture,
            Measurement = measurement,
            SendLateness = take.SendLateness,
            Records = TrialVerdict.Of(plan.Format, measurement, plan.Profile),
        };
    }

    private async Task<Take> PlayAndRecordAsync(TrialPlan plan, CancellationToken cancellation)
    {
        await hold.WaitAsync(cancellation);
        try
        {
            await using var recording = device.StartRecording(new RecordRequest { Format = plan.Format.Recording }, cancellation);
            await FirstBytesAsync(recording, cancellation);
            var plays = new List<PlayResult> { await PlayAsync(plan.Stimulus, cancellation) };
            // The stimulus ends on sound, which shall have died away when the next play begins.
            await GoOnAsync(recording, plan.Tail, plan.Format.Recording, cancellation);
            for (var i = 0; i < plan.Profile.Restarts; i++)
                plays.Add(await PlayAsync(plan.Restart, cancellation));
            await GoOnAsync(recording, Tail, plan.Format.Recording, cancellation);
            return TakeOf(await recording.StopAsync(cancellation), plays);
        }
        finally
        {
            hold.Release();
        }
    }

    // Some devices deliver nothing until something plays; those that never deliver fail at the wait for the tail.
    private async Task FirstBytesAsync(Recording recording, CancellationToken cancellation) =>
        await Task.WhenAny(recording.FirstBytes, Task.Delay(SilentStart, device.Options.Time, cancellation));

    private static Task GoOnAsync(Recording recording, TimeSpan duration, PcmFormat format, CancellationToken cancellation) =>
        recording.WaitForFramesAsync(recording.Frames + (long)(duration.TotalSeconds * format.RateHz), cancellation);

    private Task<PlayResult> PlayAsync(Stimulus stimulus, CancellationToken cancellation) =>
        device.PlayAsync(new PlayRequest { Format = stimulus.Plan.Format, Pcm = stimulus.Pcm }, cancellation);

    private static Take TakeOf(RecordedPcm recorded, IReadOnlyList<PlayResult> plays)
    {
        var capture = new Capture
        {
            Format = recorded.Format,
            Pcm = recorded.Pcm,
            Arrivals = Stamps(recorded.Arrivals),
            Plays = [.. plays.Select(p => Stamps(p.HandOvers))],
        };
        return new Take(capture, plays.Max(p => p.MaxSendLateness));
    }

    private static IReadOnlyList<TimeStamp> Stamps(IReadOnlyList<MessageStamp> stamps) => [.. stamps.Select(s => new TimeStamp(s.At, s.Frames))];

    private static AnalysisRequest RequestOf(TrialPlan plan, Capture capture)
    {
        var (lowHz, highHz) = plan.Profile.BandOf(plan.Format);
        return new AnalysisRequest
        {
            Stimulus = plan.Stimulus,
            Restart = plan.Restart,
            Capture = capture,
            Loopback = plan.Profile.Loopback,
            KnownToBePlayed = true,
            BandLowHz = lowHz,
            BandHighHz = highHz,
        };
    }

    private sealed record Take(Capture Capture, TimeSpan SendLateness);
}

/// <summary>What one trial gave.</summary>
public sealed record TrialResult
{
    public required TrialPlan Plan { get; init; }
    public required Capture Capture { get; init; }
    public required Measurement Measurement { get; init; }

    /// <summary>How late this machine was in sending at worst; more than the client's lead can itself cause a dropout.</summary>
    public required TimeSpan SendLateness { get; init; }

    /// <summary>One record per audio check.</summary>
    public required IReadOnlyList<TestRecord> Records { get; init; }
}
