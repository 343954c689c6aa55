using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Listening;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class RealTime : Clause
{
    private const double LimitMs = 100;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    /// <summary>Audio may be younger than its request by the device's own rounding to periods, not older.</summary>
    private const double OldLimitMs = 20;

    public override string Id => "record/real-time";

    public override string Text => "a recording is delivered at the pace of its clock: no burst of old audio at the start, never more than 100 ms behind";

    public override string Proof => "1.5 s are recorded after a play is over: the arrival of every message is compared with the frames in it, and the play must not be in it";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var before = await PlayBeforeAsync(context, cancellationToken);
        await using var pulse = new Pulse();
        await using var ear = await context.ListenAsync(context.MainRecording, cancellationToken);
        var recorded = await ear.FinishAsync(context.Device.Now + Duration, cancellationToken);
        context.Keep(recorded);
        if (recorded.Arrivals.Count == 0 || recorded.Frames == 0)
            return Fail($"nothing was delivered within {Duration.TotalSeconds:0.0} s");
        if (before is not null && Listener.Listen(before, recorded.Format, recorded.Pcm.Span, context.IsExact(context.Main)) is { Any: true } old)
            return Fail($"the recording begins with {1e3 * old.Runs.Sum(r => r.Frames) / old.Played.RateHz:0} ms of sound that was over before it was asked for");
        return Judge(context, recorded, pulse.MaxLateness);
    }

    private static ClauseResult Judge(ClauseContext context, RecordedPcm recorded, TimeSpan ownLateness)
    {
        var rate = recorded.Format.RateHz;
        var tooMuch = recorded.Arrivals.Max(a => a.Frames / (double)rate - (a.At - recorded.StartedAt).TotalSeconds);
        if (1e3 * tooMuch > OldLimitMs)
            return Fail($"{1e3 * tooMuch:0} ms more audio than time had passed since the request, limit {OldLimitMs:0} ms: old audio, or a clock that runs fast");
        // Against the pace of the first message: what came later than it would have us expect is behind.
        var first = recorded.Arrivals.First(a => a.Frames > 0);
        var behind = recorded.Arrivals.Where(a => a.Frames > 0).Max(a => (a.At - first.At).TotalSeconds - (a.Frames - first.Frames) / (double)rate);
        var lateness = OldestFrames(recorded).Max(a => (a.At - Loop.TimeOf(recorded, a.Frame)).TotalMilliseconds);
        context.Measure("record.behind_ms", 1e3 * behind, "ms", LimitMs);
        var worst = Math.Max(1e3 * behind, lateness);
        if (ownLateness.TotalMilliseconds >= worst - LimitMs)
            context.NoteOwnLateness(ownLateness);
        return worst > LimitMs
            ? Fail($"audio is delivered up to {worst:0} ms behind its clock, limit {LimitMs:0} ms")
            : Pass($"at most {worst:0.0} ms behind over {Duration.TotalSeconds:0.0} s, limit {LimitMs:0} ms; nothing old at the start");
    }

    /// <summary>The first frame of every message, which has waited longest for it: a device that gathers for long is behind with that one.</summary>
    private static IEnumerable<(TimeSpan At, long Frame)> OldestFrames(RecordedPcm recorded)
    {
        var delivered = 0L;
        foreach (var arrival in recorded.Arrivals.Where(a => a.Frames > 0))
        {
            yield return (arrival.At, delivered);
            delivered = arrival.Frames;
        }
    }

    /// <summary>Plays something and waits until its sound is over, so that only a recording that digs in the past can hold it.</summary>
    private static async Task<ProbeSound?> PlayBeforeAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (!context.CanHear || !await context.CalibrateAsync(cancellationToken))
            return null;
        var probe = context.Probe(context.Main, TimeSpan.FromMilliseconds(300));
        var played = await context.PlayAsync(probe, cancellationToken);
        var over = context.SoundIsBackAt(played, probe) - context.Device.Now;
        if (over > TimeSpan.Zero)
            await Task.Delay(over, context.Device.Options.Time, cancellationToken);
        return probe;
    }
}
