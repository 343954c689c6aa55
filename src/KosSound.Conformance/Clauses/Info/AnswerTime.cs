using System.Diagnostics;
using KosSound.Conformance.Records;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Info;

internal sealed class AnswerTime : Clause
{
    private const int Repeats = 9;
    private const double LimitMs = 1_000;

    public override string Id => "info/latency";

    public override ClauseLevel Level => ClauseLevel.Info;

    public override string Text => "GetAudioInfo is answered soon, cold (with the connection) and warm";

    public override string Proof => "one question with a new connection, then the median of nine on it, limit 1 s";

    public override ClausePhase Phase => ClausePhase.Capabilities;

    public override TimeSpan? SpoiltBy => TimeSpan.FromMilliseconds(LimitMs / 2);

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        await using var fresh = await SoundDevice.ConnectAsync(context.Options.Device, cancellationToken);
        var cold = Stopwatch.GetElapsedTime(asked);
        var warm = new List<TimeSpan>();
        for (var i = 0; i < Repeats; i++)
        {
            asked = Stopwatch.GetTimestamp();
            await fresh.GetAudioInfoAsync(cancellationToken);
            warm.Add(Stopwatch.GetElapsedTime(asked));
        }

        warm.Sort();
        var median = warm[Repeats / 2].TotalMilliseconds;
        context.Measure("info.cold_ms", cold.TotalMilliseconds, "ms");
        context.Measure("info.warm_ms", median, "ms", LimitMs);
        return median > LimitMs
            ? Fail($"GetAudioInfo took {median:0} ms warm (median of {Repeats}), limit {LimitMs:0} ms")
            : Pass($"{cold.TotalMilliseconds:0.0} ms cold, {median:0.0} ms warm (median of {Repeats})");
    }
}
