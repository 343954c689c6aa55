using System.Globalization;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.Expected;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.StageRow;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Stages that change levels and channels. The stimulus has 997 Hz at −12 dBFS and a staircase of −32 … −13 dBFS.</summary>
internal static class LevelRows
{
    private const double ToneDbfs = -12;

    private static readonly IReadOnlyList<(string Segment, double Seconds)> LongerTone = [(SegmentNames.Tone, 2)];

    /// <summary>When the longer tone begins and ends, in ms.</summary>
    private static readonly (string From, string To) LongTone = WhenLongTone();

    public static IEnumerable<StageRow> All { get; } =
    [
        new("silence", "path: {playback: [silence]}", [Exactly("largest sample", 0, heard => heard.Peak())]),
        Playing("gain", "level_db: [-3, -4.5], inverted: [1]",
        [
            Db("gain of channel 0", -3, heard => heard.Metric("level.gain_db", 0)),
            Db("gain of channel 1", -4.5, heard => heard.Metric("level.gain_db", 1)),
            Db("balance of channel 1", -1.5, heard => heard.Metric("level.balance_db", 1)),
            Exactly("polarity of channel 0", 1, heard => heard.Metric("polarity", 0)),
            Exactly("polarity of channel 1", -1, heard => heard.Metric("polarity", 1)),
        ]),
        Playing("channel-map", "sources: [1, 0]",
        [
            Exactly("channels in their place", 0, heard => heard.Metric("channel.map")),
            Exactly("channels in their place once changed back", 1, heard => heard.WithChannels(1, 0).Metric("channel.map")),
            Exactly("bit-exact once changed back", 1, heard => heard.WithChannels(1, 0).Metric("bits.exact")),
        ]),
        Playing("channel-map", "sources: [mean, mean]",
        [
            Db("gain of channel 0", -20 * Math.Log10(2), heard => heard.Metric("level.gain_db", 0)),
            Db("gain of channel 1", -20 * Math.Log10(2), heard => heard.Metric("level.gain_db", 1)),
        ]),
        Playing("crosstalk", "level_db: -30",
        [
            Db("crosstalk into channel 0", -30, heard => heard.Metric("crosstalk.db", 0)),
            Db("crosstalk into channel 1", -30, heard => heard.Metric("crosstalk.db", 1)),
        ]),
        Playing("skew", "delay_frames: [0, 7]", Frames("delay of channel 1", 7, heard => heard.Metric("skew.frames", 1))),
        Playing("skew", "delay_frames: [0, 7.25]", Frames("delay of channel 1", 7.25, heard => heard.Metric("skew.frames", 1)) with { Limit = 0.01 }),
        Playing("clipping", "level_dbfs: -15", Db("loss of the highest step", -ClippedDb(-15, -13), heard => heard.Metric("level.linearity_db", 0))),
        // The tone alone is raised by 3 dB, and is the only part that reaches the limit.
        new StageRow("clipping", $"path: {{playback: [{{gain: {{level_db: 3, from_ms: {LongTone.From}}}}}, {{gain: {{level_db: -3, from_ms: {LongTone.To}}}}}, {{clipping: {{level_dbfs: -9.1, shape: wrap}}}}]}}",
            [Db("level of the tone", ToneDbfs + 3 + WrappedDb(-9.1, ToneDbfs + 3), heard => heard.ToneDbfs())]) with { More = LongerTone },
        Playing("limiter", "threshold_dbfs: -16, ratio: 4, attack_ms: 0.5, release_ms: 20",
        [
            Db("level of the tone", -16 + ((ToneDbfs + 16) / 4), heard => heard.ToneDbfs()),
            Db("loss of the highest step", 3 * 0.75, heard => heard.Metric("level.linearity_db", 0)),
        ]),
        Playing("agc", "target_dbfs: -20, max_boost_db: 3, max_cut_db: 12, gate_dbfs: -50, attack_ms: 0.5, release_ms: 1",
        [
            Db("level of the tone", -20, heard => heard.ToneDbfs()),
            // Gains of the steps −32, −28 … −16, −13 dBFS: 3, 3, 3, 0, −4, −7 dB; their median is 1.5 dB.
            Db("largest distance of a step's gain from the median", 8.5, heard => heard.Metric("level.linearity_db", 0)),
        ]),
        Recording("agc", "target_dbfs: -12, max_cut_db: 2", Db("level of the tone", -12, heard => heard.ToneDbfs())),
        // It takes 0.13 s to find a tone steady: one of 2.2 s is nearly all suppressed.
        Playing("noise-suppression", "rate_db_per_s: 1000, depth_db: 3", Db("level of the tone", ToneDbfs - 3, heard => heard.ToneDbfs())) with { More = LongerTone },
        Recording("dc", "offset_fs: 0.01", Db("offset", 20 * Math.Log10(0.01), heard => 20 * Math.Log10(heard.Metric("dc.offset_fs", 0)))),
    ];

    private static (string From, string To) WhenLongTone()
    {
        var tone = OutsideEar.Plan(new PcmFormat(48_000, 24, 2), LongerTone).Segments.Single(s => s.Name == SegmentNames.Tone);
        return ((tone.StartFrame / 48.0).ToString(CultureInfo.InvariantCulture), (tone.EndFrame / 48.0).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Change of a sine's fundamental that is held at a limit: 2/π·(asin r + r·√(1 − r²)), r the limit over the peak.</summary>
    private static double ClippedDb(double limitDbfs, double peakDbfs)
    {
        var r = Math.Pow(10, (limitDbfs - peakDbfs) / 20);
        return 20 * Math.Log10(2 / Math.PI * (Math.Asin(r) + (r * Math.Sqrt(1 - (r * r)))));
    }

    /// <summary>The same where it wraps round: every excursion loses twice the limit, 1 − 8/π·r·√(1 − r²).</summary>
    private static double WrappedDb(double limitDbfs, double peakDbfs)
    {
        var r = Math.Pow(10, (limitDbfs - peakDbfs) / 20);
        return 20 * Math.Log10(1 - (8 / Math.PI * r * Math.Sqrt(1 - (r * r))));
    }
}
