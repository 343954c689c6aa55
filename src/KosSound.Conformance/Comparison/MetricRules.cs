namespace KosSound.Conformance.Comparison;

/// <summary>
/// Rules for every metric of the catalogue. The columns are half the smallest faults that must be found (measurement specification,
/// section 5), so that a fault of that size is a regression and the measurement's own uncertainty is none. Latencies resolve one period of a sound server, 10 ms.
/// </summary>
public static class MetricRules
{
    /// <summary>One per metric.</summary>
    public static IReadOnlyList<MetricRule> All { get; } =
    [
        new("latency.first_sound_ms", Better.Lower, 10, 10, 10),
        new("latency.cold_ms", Better.Lower, 20, 20, 20),
        new("latency.spread_ms", Better.Lower, 1, 1, 1),
        new("latency.delivery_jitter_ms", Better.Lower, 20, 20, 20),
        new("dropouts.count", Better.Lower, 0, 0, 0),
        new("dropouts.lost_ms", Better.Lower, 0, 0, 0.2),
        new("response.deviation_db", Better.NearZero, 0.02, 0.1, 0.5),
        new("response.low_3db_hz", Better.Lower, 0.01, 0.02, 0.1, Relative: true),
        new("response.high_3db_hz", Better.Higher, 0.01, 0.02, 0.1, Relative: true),
        new("bandwidth.effective_hz", Better.Higher, 0.01, 0.02, 0.1, Relative: true),
        new("thd.db", Better.Lower, 1, 1, 2),
        new("thd_n.db", Better.Lower, 1, 1, 6),
        new("noise.floor_dbfs", Better.Lower, 1, 1.5, 1.5),
        new("snr.db", Better.Higher, 1, 1.5, 1.5),
        new("dynamic_range.db", Better.Higher, 1, 2, 3),
        new("hum.dbfs", Better.Lower, 1, 3, 3),
        new("level.gain_db", Better.Steady, 0.005, 0.05, 0.25),
        new("level.balance_db", Better.NearZero, 0.005, 0.05, 0.25),
        new("level.linearity_db", Better.NearZero, 0.002, 0.05, 0.5),
        new("level.stability_db", Better.NearZero, 0.002, 0.05, 0.2),
        new("crosstalk.db", Better.Lower, 1, 3, 6),
        new("channel.map", Better.Higher, 0, 0, 0),
        new("polarity", Better.Steady, 0, 0, 0),
        new("skew.frames", Better.NearZero, 0.01, 0.05, 0.05),
        new("clock.drift_ppm", Better.NearZero, 0.02, 0.5, 1.5),
        new("rate.measured_hz", Better.Steady, 1e-3, 1e-3, 1e-3, Relative: true),
        new("bits.effective", Better.Higher, 0.5, 0.5, 1),
        new("bits.exact", Better.Higher, 0, 0, 0),
        new("dc.offset_fs", Better.NearZero, 1.5e-5, 1e-4, 5e-4),
        new("clipping.count", Better.Lower, 0, 0, 0),
    ];

    private static readonly Dictionary<string, MetricRule> ById = All.ToDictionary(r => r.Metric);

    /// <summary>The rule of a metric; null for what is not in the catalogue, which is compared by outcome only.</summary>
    public static MetricRule? Find(string metric) => ById.GetValueOrDefault(metric);
}
