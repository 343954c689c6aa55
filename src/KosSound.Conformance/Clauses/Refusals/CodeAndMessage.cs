using KosSound.Conformance.Records;

namespace KosSound.Conformance.Clauses.Refusals;

internal sealed class CodeAndMessage : Clause
{
    public override string Id => "errors/code-and-message";

    public override ClauseLevel Level => ClauseLevel.Should;

    public override string Text => "a refusal says INVALID_ARGUMENT, by status or in-band, with a message that names the offending field";

    public override string Proof => "the refusals of both unadvertised-refused clauses, and of a play and a recording without config, are looked at";

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var refused = (await Refusal.AllAsync(context, cancellationToken)).Where(r => r.Attempt.Outcome == AttemptOutcome.Refused).ToArray();
        if (refused.Length == 0)
            return Inconclusive($"no wrong configuration was refused");
        var flaws = refused.Select(Flaw).OfType<string>().ToArray();
        return flaws.Length > 0
            ? Fail($"{flaws[0]}{(flaws.Length > 1 ? $"; and {flaws.Length - 1} more of {refused.Length}" : "")}")
            : Pass($"{refused.Length} refusals say INVALID_ARGUMENT and name the field");
    }

    private static string? Flaw(Refusal refusal)
    {
        var error = refusal.Attempt.Error!;
        var said = $"{refusal.Side} {refusal.Mistake} was refused with {Refusal.CodeOf(error)} \"{error.DeviceText}\"";
        if (!error.IsInvalidArgument)
            return $"{said}, not with INVALID_ARGUMENT";
        return Names(refusal.Field).Any(name => error.DeviceText.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? null
            : $"{said}, whose message does not name {refusal.Field}";
    }

    private static string[] Names(string field) => field switch
    {
        "sample_rate" => ["rate"],
        "config" => ["config"],
        "bit_depth" => ["depth", "bit"],
        _ => ["channel"],
    };
}
