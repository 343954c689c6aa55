using KosSound.Conformance.Records;

namespace KosSound.Conformance.Clauses.Life;

internal sealed class Soak : Clause
{
    private const double MemoryLimitMiB = 32;

    public override string Id => "life/soak";

    public override ClauseLevel Level => ClauseLevel.Should;

    public override string Text => "in minutes of full duplex nothing is dropped, latency does not drift, and the client's memory stays constant";

    public override string Proof => "seconds of noise are made, played and compared as they come back, for 10 s unless told otherwise";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    /// <remarks>Half of the usual limit of drift.</remarks>
    public override TimeSpan? SpoiltBy => TimeSpan.FromMilliseconds(6);

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (context.Options.Soak <= TimeSpan.Zero)
            return Skip("no soak was asked for");
        if (!context.IsExact(context.Main))
            return await InLoopsAsync(context, cancellationToken);
        var stream = new SoakStream(context, context.Options.Soak);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await stream.RunAsync(cancellationToken);
        var grownMiB = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        context.Measure("soak.memory_mib", grownMiB, "MiB", MemoryLimitMiB);
        if (stream.Flaw is { } flaw)
            return Fail($"{flaw}");
        var limit = context.Options.SpreadLimit.TotalMilliseconds;
        context.Measure("soak.latency_drift_ms", stream.LatencyDriftMs, "ms", limit, -limit);
        if (Math.Abs(stream.LatencyDriftMs) > limit)
            return Fail($"latency drifts by {stream.LatencyDriftMs:+0.0;-0.0} ms over {context.Options.Soak.TotalSeconds:0} s, limit ±{limit:0.0} ms");
        return grownMiB > MemoryLimitMiB && !context.Options.SharesProcess
            ? ClauseResult.Of(Outcome.Error, FormattableString.Invariant($"this client's memory grew by {grownMiB:0.0} MiB, limit {MemoryLimitMiB:0} MiB"))
            : Pass($"{stream.SecondsHeard:0} s without a drop, latency drift {stream.LatencyDriftMs:+0.0;-0.0;0.0} ms, client memory {grownMiB:+0.0;-0.0} MiB");
    }

    /// <summary>Where samples cannot be compared: loops of 5 s, one after the other.</summary>
    private static async Task<ClauseResult> InLoopsAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        var loops = (int)Math.Ceiling(context.Options.Soak.TotalSeconds / 5);
        for (var i = 1; i <= loops; i++)
        {
            var loop = await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromSeconds(5)), cancellationToken);
            if (loop.Heard.Flaw() is { } flaw)
                return Fail($"loop {i} of {loops}: {flaw}");
            latencies.Add(loop.FirstSound!.Value.TotalMilliseconds);
        }

        var (drift, limit) = (latencies[^1] - latencies[0], context.Options.SpreadLimit.TotalMilliseconds);
        return Math.Abs(drift) > limit
            ? Fail($"latency drifts by {drift:+0.0;-0.0} ms over {loops} loops of 5 s, limit ±{limit:0.0} ms")
            : Pass($"{loops} loops of 5 s without a drop, latency drift {drift:+0.0;-0.0;0.0} ms");
    }
}
