namespace KosSound.Conformance.Clauses.Life;

internal sealed class RestartSpread : Clause
{
    public override string Id => "life/restart-spread";

    public override string Text => "every start of recording and playing has the same latency, within the limit, and the same channel order";

    public override string Proof => "5 plays (20 in a release run), each with a recording of its own; limit 12 ms unless the profile says otherwise";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    /// <remarks>Half of the usual limit of spread.</remarks>
    public override TimeSpan? SpoiltBy => TimeSpan.FromMilliseconds(6);

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var starts = context.Options.Release ? 20 : 5;
        var latencies = new List<double>();
        for (var start = 1; start <= starts; start++)
        {
            var loop = await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromMilliseconds(150)), cancellationToken);
            if (loop.Heard.Flaw() is { } flaw)
                return Fail($"start {start} of {starts}: {flaw}{(loop.Heard.Any ? "" : $"; {Order(context)}")}");
            latencies.Add(loop.FirstSound!.Value.TotalMilliseconds);
        }

        var (spread, limit) = (latencies.Max() - latencies.Min(), context.Options.SpreadLimit.TotalMilliseconds);
        context.Measure("latency.spread_ms", spread, "ms", limit);
        return spread > limit
            ? Fail($"latency spreads over {spread:0.0} ms ({latencies.Min():0.0} … {latencies.Max():0.0} ms) in {starts} starts, limit {limit:0.0} ms")
            : Pass($"latency spreads over {spread:0.0} ms ({latencies.Min():0.0} … {latencies.Max():0.0} ms) in {starts} starts, limit {limit:0.0} ms");
    }

    /// <summary>Why a play that was heard before may be heard no more.</summary>
    private static string Order(ClauseContext context)
    {
        var last = context.Captures[^1];
        var probe = context.LastProbe!;
        return context.IsExact(context.Main) && Analysis.Listening.EncodingDiagnosis.Name(probe, last.Pcm.Span) is { } name ? name : "it was heard in the starts before";
    }
}
