using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Cases;

/// <summary>Decides through which recording format each playback format is heard, and the reverse.</summary>
public static class FormatPairing
{
    /// <summary>Pairs so that every advertised format of both sides is exercised at least once.</summary>
    /// <remarks>A format of both sides is paired with itself. Otherwise a playback format is heard through the recording format that
    /// preserves most of it, and a recording format is fed by the playback format that exercises most of it.</remarks>
    /// <returns>Pairs in the order playback formats are advertised, then recording formats still missing; empty when a side is.</returns>
    public static IReadOnlyList<FormatRecord> Pair(IReadOnlyList<PcmFormat> playback, IReadOnlyList<PcmFormat> recording)
    {
        ArgumentNullException.ThrowIfNull(playback);
        ArgumentNullException.ThrowIfNull(recording);
        if (playback.Count == 0 || recording.Count == 0)
            return [];
        var pairs = playback.Select(p => new FormatRecord(p, Nearest(p, recording))).ToList();
        var heard = pairs.Select(p => p.Recording).ToHashSet();
        pairs.AddRange(recording.Where(r => !heard.Contains(r)).Select(r => new FormatRecord(Nearest(r, playback), r)));
        return [.. pairs.Distinct()];
    }

    private static PcmFormat Nearest(PcmFormat wanted, IReadOnlyList<PcmFormat> offered) =>
        offered.Contains(wanted)
            ? wanted
            : offered.OrderByDescending(o => Preserved(wanted.RateHz, o.RateHz))
                .ThenByDescending(o => Preserved(wanted.Channels, o.Channels))
                .ThenByDescending(o => Preserved(wanted.BitDepth, o.BitDepth))
                .First();

    // Equal is best, then the nearest that holds more, then the most of those that hold less.
    private static int Preserved(int wanted, int offered) => offered >= wanted ? int.MaxValue - (offered - wanted) : offered - wanted;
}
