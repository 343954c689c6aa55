using KosSound.Analysis.Listening;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Clauses.Life;

internal sealed class StateLeak : Clause
{
    private const int FewFormats = 6;
    private const double GainTolerance = 0.12;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(150);

    public override string Id => "life/state-leak";

    public override string Text => "no format, level or buffered audio of one call appears in the next, in whatever order formats come";

    public override string Proof => "plays of 150 ms in six formats (all in a release run), the first twice, in order and shuffled by the seed: each must be whole, and nothing else may be in its capture";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pairs = context.Options.Release ? context.Pairs : Spread(context.Pairs, FewFormats);
        var shuffled = pairs.ToArray();
        new Random(context.Options.Seed).Shuffle(shuffled);
        var gains = new Dictionary<string, double>();
        (FormatRecord Pair, ProbeSound Probe)? previous = null;
        // The first comes twice in a row: between formats that differ, what is left of one cannot be told from noise in the next.
        foreach (var pair in pairs.Take(1).Concat(pairs).Concat(shuffled))
        {
            var probe = context.Probe(pair, Duration);
            var loop = await context.LoopAsync(pair, probe, cancellationToken);
            var after = previous is { } p ? $"after {p.Pair.Id}" : "at first";
            if (loop.Heard.Flaw() is { } flaw)
                return Fail($"{pair.Id} {after} (seed {context.Options.Seed}): {OtherLevel(probe, loop) ?? flaw}");
            if (previous is { } last && Leaks(context, last, loop) is { } leak)
                return Fail($"{pair.Id} {after} (seed {context.Options.Seed}): {leak}");
            if (!context.IsExact(pair) && GainOf(probe, loop) is { } gain)
            {
                if (gains.TryGetValue(pair.Id, out var before) && Math.Abs(gain / before - 1) > GainTolerance)
                    return Fail($"{pair.Id} {after} (seed {context.Options.Seed}): its level changed by {20 * Math.Log10(gain / before):+0.0;-0.0} dB, limit ±1 dB");
                gains[pair.Id] = gain;
            }

            previous = (pair, probe);
        }

        return Pass($"{2 * pairs.Count + 1} plays in fixed and in shuffled order (seed {context.Options.Seed}) are whole and alone");
    }

    private static string? Leaks(ClauseContext context, (FormatRecord Pair, ProbeSound Probe) last, Listening.Loop loop)
    {
        if (last.Pair.Recording == loop.Recorded.Format && context.IsExact(last.Pair) && Listener.Listen(last.Probe, loop.Recorded.Format, loop.Recorded.Pcm.Span, exact: true) is { Any: true } old)
            return $"{old.Runs.Sum(r => r.Frames)} frames of the play before are heard in it";
        if (!loop.Heard.Exact)
            return null;
        var pcm = loop.Recorded.Pcm.Span;
        var (start, end) = ((int)loop.Heard.CaptureFrameOfStart!.Value * loop.Recorded.Format.BytesPerFrame, (int)loop.Heard.CaptureFrameOfEnd!.Value * loop.Recorded.Format.BytesPerFrame);
        return pcm[..start].ContainsAnyExcept((byte)0) || pcm[end..].ContainsAnyExcept((byte)0) ? "something else than the play is heard before or after it" : null;
    }

    /// <summary>Where no sample is what was played, the level may be what has changed: what is found of the play is then all there is.</summary>
    private static string? OtherLevel(ProbeSound probe, Listening.Loop loop)
    {
        if (loop.Heard is not { Exact: true, Any: false } || GainOf(probe, loop) is not { } gain || Math.Abs(gain - 1) <= GainTolerance)
            return null;
        var powers = Power(loop.Recorded.Pcm.Span, loop.Recorded.Format) / Power(probe.Pcm.Span, probe.Format);
        return Math.Abs(Math.Sqrt(powers) / gain - 1) <= GainTolerance
            ? FormattableString.Invariant($"its level has changed by {20 * Math.Log10(gain):+0.0;-0.0} dB")
            : null;
    }

    /// <summary>Sum of the squares of all samples.</summary>
    private static double Power(ReadOnlySpan<byte> pcm, Signals.PcmFormat format)
    {
        var signal = Signals.PcmCodec.Decode(pcm, format);
        var power = 0.0;
        for (var channel = 0; channel < signal.Channels; channel++)
        {
            foreach (var sample in signal[channel])
                power += sample * sample;
        }

        return power;
    }

    private static double? GainOf(ProbeSound probe, Listening.Loop loop)
    {
        var hits = SegmentSearch.Hits(probe, Signals.PcmCodec.Decode(loop.Recorded.Pcm.Span, loop.Recorded.Format));
        return hits.Count == 0 ? null : hits.Select(h => h.Gain).Order().ElementAt(hits.Count / 2);
    }

    /// <summary>Evenly spread over all, first and last among them.</summary>
    private static IReadOnlyList<FormatRecord> Spread(IReadOnlyList<FormatRecord> pairs, int count) =>
        pairs.Count <= count ? pairs : [.. Enumerable.Range(0, count).Select(i => pairs[i * (pairs.Count - 1) / (count - 1)])];
}
