using KosSound.Conformance.Clauses.Listening;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class Encoding : Clause
{
    public override string Id => "wire/encoding";

    public override string Text => "samples are signed little-endian integers, interleaved, 24 bit packed in 3 bytes";

    public override string Proof => "the captures of play/every-format are compared sample by sample; where they differ, other layouts are tried and the one that fits is named";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var loops = await FormatLoop.AllAsync(context, cancellationToken);
        var wrong = loops.Where(l => l.Encoding is not null).Select(l => $"{l.Pair.Id}: {l.Encoding}").ToArray();
        if (wrong.Length > 0)
            return Fail($"{wrong[0]}{(wrong.Length > 1 ? $"; and {wrong.Length - 1} more of {loops.Count}" : "")}");
        var read = loops.Count(l => l.Heard is { Any: true });
        return read == 0
            ? Inconclusive($"nothing recognisable was recorded, and no other layout fits")
            : Pass($"{read} of {loops.Count} format pairs read as assumed{(loops.Any(l => context.IsExact(l.Pair)) ? ", sample by sample" : "")}");
    }
}
