using static System.FormattableString;
using KosSound.Conformance.Clauses.Listening;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class EveryFormat : Clause
{
    /// <summary>Less of the probe than this is not "heard"; what is missing of the rest is for other clauses.</summary>
    private const double LeastShare = 0.5;

    public override string Id => "play/every-format";

    public override string Text => "every advertised rate × depth × channel count is accepted and heard";

    public override string Proof => "200 ms of noise are played in every format while recording; at least half of it must be recognised in the capture";

    public override ClauseNeeds Needs => ClauseNeeds.Playback;

    public override TimeSpan? SpoiltBy => TimeSpan.FromMilliseconds(100);

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (!context.CanHear)
            return await AcceptedAsync(context, cancellationToken);
        var loops = await FormatLoop.AllAsync(context, cancellationToken);
        var refused = loops.Where(l => l.PlayAloneFailure is not null).Select(l => $"{l.Pair.Playback} fails: {l.PlayAloneFailure!.Message}");
        var silent = loops.Where(l => l.Heard is not null && l.Share < LeastShare).ToArray();
        var flaws = refused.Concat(silent.Select(l => Invariant($"{l.Pair.Id} succeeds, but {100 * l.Share:0} % of it is heard"))).ToArray();
        var unheard = loops.Where(l => l.Heard is null && l.PlayAloneFailure is null).ToArray();
        if (flaws.Length > 0)
        {
            var nothing = silent.Length == loops.Count && loops.All(l => l.Share == 0);
            return Fail($"{Summary(flaws)}") with { NothingHeard = nothing };
        }

        return unheard.Length > 0
            ? Inconclusive($"{unheard[0].Pair.Playback} is accepted, but cannot be heard: {(unheard[0].RecordingFailure ?? unheard[0].PlayFailure)!.Message}")
            : Pass($"{loops.Count} format pairs accepted and heard, latency {context.FirstSound.TotalMilliseconds:0.0} ms");
    }

    private static async Task<ClauseResult> AcceptedAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var formats = context.Capabilities.Playback.Formats.ToArray();
        foreach (var format in formats)
            await context.PlayAsync(context.UnheardProbe(format, TimeSpan.FromMilliseconds(100)), cancellationToken);
        return Pass($"{formats.Length} formats accepted; nobody listens");
    }

    private static string Summary(string[] flaws) => $"{string.Join("; ", flaws.Take(3))}{(flaws.Length > 3 ? $"; and {flaws.Length - 3} more" : "")}";
}
