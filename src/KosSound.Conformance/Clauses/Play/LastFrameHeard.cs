using KosSound.Analysis.Listening;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class LastFrameHeard : Clause
{
    public override string Id => "play/last-frame-heard";

    public override string Text => "the last frame is heard: no tail is lost, whatever the length";

    public override string Proof =>
        "plays of 200, 205.021 and 209.979 ms; the last frame of each is looked for in the capture, over wires and rooms its last 5 ms";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        foreach (var milliseconds in (double[])[200, 205.021, 209.979])
        {
            var probe = context.Probe(pair, TimeSpan.FromMilliseconds(milliseconds));
            var loop = await context.LoopAsync(pair, probe, cancellationToken);
            var end = loop.Heard.Any ? loop.Heard.Runs.Max(r => r.PlayedEnd) : 0;
            if (!loop.Heard.Exact && end >= (long)probe.Segments * probe.SegmentFrames)
            {
                if (TailSearch.HeardEnd(probe, PcmCodec.Decode(loop.Recorded.Pcm.Span, loop.Recorded.Format)) is not { } heard)
                    return Inconclusive($"the sound comes back so much altered that its last 5 ms cannot be told from what the loop makes of the sound before");
                end = heard;
            }

            if (end < probe.Frames)
                return Fail($"of {probe.Frames} frames the last {probe.Frames - end} ({Ms(probe, end):0.##} ms) are not heard");
        }

        return Pass($"the end of three plays of different length is heard");
    }

    private static double Ms(ProbeSound probe, long end) => 1e3 * (probe.Frames - end) / probe.Format.RateHz;
}
