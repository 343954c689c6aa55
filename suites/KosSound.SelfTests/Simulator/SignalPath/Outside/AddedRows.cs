using KosSound.Signals;
using KosSound.Signals.Stimuli;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.Expected;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.StageRow;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Stages that add something, or take bits away.</summary>
internal static class AddedRows
{
    public static IEnumerable<StageRow> All { get; } =
    [
        // 9 s of two channels at 48 kHz: 864 000 independent values, σ 0.007 dB.
        Recording("noise", "level_dbfs: -60", Db("noise floor", -60, heard => heard.FloorDbfs())) with { More = Silence(8.5) },
        // Rounding to 16 bit adds a twelfth of a squared step.
        Recording("noise", "level_lsb: 4", Db("noise floor", 20 * Math.Log10(Math.Sqrt(2 * (16 + (1 / 12.0))) * Math.ScaleB(1, -15)), heard => heard.FloorDbfs()))
            with { More = Silence(8.5), Format = new PcmFormat(48_000, 16, 2) },
        // Half a period of 10 Hz is all its lowest octave knows: 60 s of two channels leave σ 0.02 dB.
        Recording("noise", "level_dbfs: -60, color: pink", Db("noise floor", -60, heard => heard.FloorDbfs())) with { More = Silence(60), Format = new PcmFormat(16_000, 24, 2) },
        Recording("hum", "frequency_hz: 50, level_dbfs: -50", Db("level of 50 Hz", -50, heard => heard.Metric("hum.dbfs", 0))),
        Recording("hum", "frequency_hz: 60, level_dbfs: -56, harmonics_dbc: [-20, 6]", Db("level of 180 Hz", -50, heard => heard.Metric("hum.dbfs", 1))),
        Playing("effective-bits", "bits: 16, reduction: truncate", Exactly("bits that are ever set", 16, heard => heard.BitsInUse())),
        Playing("effective-bits", "lost_bits: 3", Exactly("bits that are ever set", 21, heard => heard.BitsInUse())),
        // Triangular dither of ±1 step leaves an error of half a step RMS, whatever the sound (Lipshitz, Wannamaker, Vanderkooy, JAES 40(5), 1992).
        Playing("effective-bits", "bits: 16, reduction: dither", Db("noise floor", 20 * Math.Log10(0.5 * Math.ScaleB(1, -15) * Math.Sqrt(2)), heard => heard.FloorDbfs()))
            with { More = Silence(8.5) },
    ];

    private static IReadOnlyList<(string Segment, double Seconds)> Silence(double seconds) => [(SegmentNames.SilenceStart, seconds)];
}
