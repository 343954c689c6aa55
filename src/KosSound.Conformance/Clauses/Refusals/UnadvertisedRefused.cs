namespace KosSound.Conformance.Clauses.Refusals;

/// <summary><c>play/unadvertised-refused</c> and <c>record/unadvertised-refused</c>.</summary>
internal sealed class UnadvertisedRefused(string side) : Clause
{
    public override string Id => $"{side}/unadvertised-refused";

    public override string Text => $"{side}ing with a rate, depth or channel count that is not advertised (0, 1 and 2^32−1 among them) is refused within 2 s";

    public override string Proof => "16 wrong configurations, one field wrong at a time; each is answered within 2 s of the end of its request";

    public override ClauseNeeds Needs => side == "play" ? ClauseNeeds.Playback : ClauseNeeds.Recording;

    public override TimeSpan? SpoiltBy => Refusal.Limit / 2;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var refusals = (await Refusal.AllAsync(context, cancellationToken)).Where(r => r.Side == side && r.Field != "config").ToArray();
        var flaws = refusals.Select(r => r.Flaw()).OfType<string>().ToArray();
        if (flaws.Length > 0)
            return Fail($"{string.Join("; ", flaws.Take(3))}{(flaws.Length > 3 ? $"; and {flaws.Length - 3} more of {refusals.Length}" : "")}");
        return Pass($"{refusals.Length} wrong configurations refused, the slowest after {refusals.Max(r => r.Attempt.After).TotalMilliseconds:0} ms, limit 2000 ms");
    }
}
