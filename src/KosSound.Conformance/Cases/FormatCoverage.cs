using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Cases;

/// <summary>Takes some of many formats by a rule. What it leaves out is never judged, so a run says by which rule it was made.</summary>
public static class FormatCoverage
{
    /// <summary>The pairs of formats to try.</summary>
    /// <param name="pairs">All that could be tried.</param>
    /// <param name="coverage">The rule.</param>
    /// <returns>A part of <paramref name="pairs"/> in the same order; the same for the same input.</returns>
    public static IReadOnlyList<FormatRecord> Select(IReadOnlyList<FormatRecord> pairs, Coverage coverage)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return coverage switch
        {
            Coverage.Pairwise => Pairwise(pairs),
            Coverage.Extremes => Extremes(pairs),
            _ => pairs,
        };
    }

    /// <summary>Greedy: always the format next that shows most of what has not been seen.</summary>
    private static List<FormatRecord> Pairwise(IReadOnlyList<FormatRecord> pairs)
    {
        var combinations = pairs.Select(Combinations).ToList();
        var unseen = combinations.SelectMany(c => c).ToHashSet();
        var taken = new SortedSet<int>();
        while (unseen.Count > 0)
        {
            var next = Enumerable.Range(0, pairs.Count).MaxBy(i => combinations[i].Count(unseen.Contains));
            taken.Add(next);
            unseen.ExceptWith(combinations[next]);
        }

        return [.. taken.Select(i => pairs[i])];
    }

    private static List<(bool Plays, string Values)> Combinations(FormatRecord pair)
    {
        return [.. Of(pair.Playback).Select(v => (true, v)), .. Of(pair.Recording).Select(v => (false, v))];

        static IEnumerable<string> Of(PcmFormat f) => [$"{f.RateHz} Hz {f.BitDepth} bit", $"{f.RateHz} Hz {f.Channels} ch", $"{f.BitDepth} bit {f.Channels} ch"];
    }

    private static List<FormatRecord> Extremes(IReadOnlyList<FormatRecord> pairs)
    {
        var plays = Corner([.. pairs.Select(p => p.Playback)]);
        var records = Corner([.. pairs.Select(p => p.Recording)]);
        // A corner of one side may be paired with many formats of the other: one of them shows it.
        var (played, recorded) = (new HashSet<PcmFormat>(), new HashSet<PcmFormat>());
        return [.. pairs.Where(p => (plays(p.Playback) && played.Add(p.Playback)) | (records(p.Recording) && recorded.Add(p.Recording)))];
    }

    /// <summary>Tells formats whose rate, depth and channel count are each the least or the greatest.</summary>
    private static Func<PcmFormat, bool> Corner(IReadOnlyList<PcmFormat> formats)
    {
        return f => IsEnd(f, x => x.RateHz) && IsEnd(f, x => x.BitDepth) && IsEnd(f, x => x.Channels);

        bool IsEnd(PcmFormat f, Func<PcmFormat, int> value) => value(f) == formats.Min(value) || value(f) == formats.Max(value);
    }
}
