using KosSound.Conformance.Clauses.Listening;

namespace KosSound.Conformance.Clauses.Duplex;

internal sealed class PlayWhileRecording : Clause
{
    public override string Id => "duplex/play-while-recording";

    public override string Text => "playing and recording go on at the same time, in every format that both sides advertise";

    public override string Proof => "every format pair at the same time, and alone where that fails";

    public override ClauseNeeds Needs => ClauseNeeds.Playback | ClauseNeeds.Recording;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var loops = await FormatLoop.AllAsync(context, cancellationToken);
        var flaws = loops.Select(Flaw).OfType<string>().ToArray();
        if (flaws.Length > 0)
            return Fail($"{flaws[0]}{(flaws.Length > 1 ? $"; and {flaws.Length - 1} more of {loops.Count}" : "")}");
        var together = loops.Count(l => l.Heard is not null);
        return together == 0
            ? Inconclusive($"no format plays and records, not even alone (see play/every-format and record/every-format)")
            : Pass($"{together} format pairs at the same time");
    }

    private static string? Flaw(FormatLoop loop)
    {
        if (loop.PlayFailure is { } play && loop.PlayAloneFailure is null)
            return $"{loop.Pair.Id}: playing fails while recording, but not alone: {play.Message}";
        return loop.RecordingFailure is { } recording && loop.RecordingAloneFailure is null
            ? $"{loop.Pair.Id}: recording fails when something plays: {recording.Message}"
            : null;
    }
}
