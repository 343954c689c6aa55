namespace KosSound.Analysis.Metrics;

/// <summary>The stable metric ids with unit and meaning; they appear in results, JUnit, HTML and limits files.</summary>
public static class MetricCatalog
{
    public static IReadOnlyList<MetricInfo> All { get; } =
    [
        new("latency.first_sound_ms", "ms", "latency", "from sending the first audio frame to the capture-clock time at which it appears (median of warm plays)"),
        new("latency.cold_ms", "ms", "latency", "the same for the first play after idle"),
        new("latency.spread_ms", "ms", "latency", "largest minus smallest first-sound latency over the restarts"),
        new("latency.delivery_jitter_ms", "ms", "latency", "99th percentile of the lateness of recorded messages against the capture clock"),
        new("dropouts.count", "", "dropouts", "stretches of sound that were lost, repeated, inserted or altered"),
        new("dropouts.lost_ms", "ms", "dropouts", "their length in all"),
        new("response.deviation_db", "dB", "response", "largest deviation of the magnitude response from its value at the reference frequency, within the judged band"),
        new("response.low_3db_hz", "Hz", "response", "lower −3 dB frequency"),
        new("response.high_3db_hz", "Hz", "response", "upper −3 dB frequency"),
        new("bandwidth.effective_hz", "Hz", "bandwidth", "upper end of the band in which sound is carried without a cliff or images"),
        new("thd.db", "dB", "distortion", "harmonics 2 … 5 of the sweep relative to the fundamental"),
        new("thd_n.db", "dB", "distortion", "everything but the fundamental relative to the whole, 997 Hz"),
        new("noise.floor_dbfs", "dBFS", "noise", "RMS of the silence"),
        new("snr.db", "dB", "noise", "tone level over noise floor"),
        new("dynamic_range.db", "dB", "noise", "AES17: full scale over noise in presence of a −60 dBFS tone"),
        new("hum.dbfs", "dBFS", "noise", "strongest mains line (50/60 Hz and harmonics) in the silence"),
        new("level.gain_db", "dB", "level", "gain at the reference frequency"),
        new("level.balance_db", "dB", "level", "gain of a channel relative to channel 0"),
        new("level.linearity_db", "dB", "level", "largest deviation from constant gain over the level staircase"),
        new("level.stability_db", "dB", "level", "largest change of the gain while the stimulus plays: between repeats of a sound, and within a steady tone"),
        new("crosstalk.db", "dB", "crosstalk", "level in a channel that was not swept relative to the swept one"),
        new("channel.map", "", "channels", "1 when each played channel arrives in its place, else 0"),
        new("polarity", "", "channels", "+1 or −1"),
        new("skew.frames", "frames", "channels", "delay of a channel relative to channel 0"),
        new("clock.drift_ppm", "ppm", "clock", "recording clock against playback clock"),
        new("rate.measured_hz", "Hz", "clock", "frames per second of the recording by the client's clock"),
        new("bits.effective", "bit", "bits", "bits of a sample that carry information"),
        new("bits.exact", "", "bits", "1 when every sample equals the played one, else 0"),
        new("dc.offset_fs", "FS", "level", "mean of the silence relative to full scale"),
        new("clipping.count", "", "level", "flat-topped runs of samples"),
    ];

    private static readonly Dictionary<string, MetricInfo> ById = All.ToDictionary(m => m.Id);

    /// <summary>Looks an id up.</summary>
    /// <exception cref="ArgumentException">The id is not in the catalogue.</exception>
    public static MetricInfo Find(string id) =>
        ById.TryGetValue(id, out var info) ? info : throw new ArgumentException($"unknown metric id '{id}'", nameof(id));

    /// <summary>True when the id is in the catalogue.</summary>
    public static bool Contains(string id) => ById.ContainsKey(id);
}

/// <summary>One line of the catalogue.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Check">The audio test that judges it: the last part of <c>audio/FORMAT/CHECK</c>.</param>
/// <param name="Meaning">What it is, for people.</param>
public sealed record MetricInfo(string Id, string Unit, string Check, string Meaning);
