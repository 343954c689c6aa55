using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Verdicts;

/// <summary>What a device must satisfy, and how it is driven while it is measured.</summary>
public sealed record Profile
{
    public required string Name { get; init; }

    /// <summary>The loop these limits are made for.</summary>
    public required LoopbackKind Loopback { get; init; }

    /// <summary>Level of the stimulus in dBFS peak, −60 … 0.</summary>
    public required double LevelDbfs { get; init; }

    /// <summary>Plays of the short restart stimulus after the main one, 1 … 50.</summary>
    public required int Restarts { get; init; }

    /// <summary>Fewer executed tests than this make a run inconclusive.</summary>
    public required int MinimumTests { get; init; }

    /// <summary>Lower end of the judged band in Hz.</summary>
    public required double BandLowHz { get; init; }

    /// <summary>Upper end of the judged band in Hz; never above <see cref="BandHighRate"/> × rate.</summary>
    public required double BandHighHz { get; init; }

    /// <summary>Upper end of the judged band as a part of the lower of the two rates, 0.05 … 0.45.</summary>
    public required double BandHighRate { get; init; }

    /// <summary>Limits by metric id.</summary>
    public required IReadOnlyDictionary<string, Limit> Limits { get; init; }

    /// <summary>The file it was read from, with its hash.</summary>
    public required InputRecord Input { get; init; }

    /// <summary>The same profile with every limit in the unit of its metric.</summary>
    public Profile At(FormatRecord format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var rateHz = Math.Min(format.Playback.RateHz, format.Recording.RateHz);
        return this with { Limits = Limits.ToDictionary(limit => limit.Key, limit => limit.Value.At(rateHz)) };
    }

    /// <summary>The judged band of a pair of formats, in Hz.</summary>
    public (double LowHz, double HighHz) BandOf(FormatRecord format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var rateHz = Math.Min(format.Playback.RateHz, format.Recording.RateHz);
        return (BandLowHz, Math.Min(BandHighHz, BandHighRate * rateHz));
    }
}
