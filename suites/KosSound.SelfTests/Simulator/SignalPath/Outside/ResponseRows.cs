using static KosSound.SelfTests.Simulator.SignalPath.Outside.AnalogPrototype;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.Expected;
using static KosSound.SelfTests.Simulator.SignalPath.Outside.StageRow;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Stages that filter and distort.</summary>
internal static class ResponseRows
{
    private const int RateHz = 48_000;
    private static readonly double[] FrequenciesHz = [60, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000];

    public static IEnumerable<StageRow> All { get; } =
    [
        Playing("low-pass", "frequency_hz: 6000, order: 4", Response(hz => LowPassDb(hz, 6_000, 4, RateHz), [.. FrequenciesHz[..8], 6_000])),
        Playing("high-pass", "frequency_hz: 200, order: 3", Response(hz => HighPassDb(hz, 200, 3, RateHz), FrequenciesHz)),
        Playing("peak", "frequency_hz: 1500, gain_db: 6, q: 2", Response(hz => PeakDb(hz, new Band(1_500, 6, 2, RateHz)), [.. FrequenciesHz, 1_500])),
        Playing("notch", "frequency_hz: 3000, q: 1", Response(hz => NotchDb(hz, new Band(3_000, 0, 1, RateHz)), FrequenciesHz)),
        Playing("low-shelf", "frequency_hz: 400, gain_db: -5", Response(hz => LowShelfDb(hz, new Band(400, -5, Math.Sqrt(0.5), RateHz)), FrequenciesHz)),
        Playing("high-shelf", "frequency_hz: 5000, gain_db: 4, q: 0.9", Response(hz => HighShelfDb(hz, new Band(5_000, 4, 0.9, RateHz)), FrequenciesHz)),
        // Straight in dB over the logarithm of frequency between its points.
        Playing("response", "frequencies_hz: [100, 1000, 10000], gains_db: [-6, 0, -9]",
            Response(hz => hz < 1_000 ? -6 * Math.Log10(1_000 / hz) : -9 * Math.Log10(hz / 1_000), 200, 300, 500, 700, 1_500, 2_000, 4_000, 8_000)),
        Playing("room", "rt60_ms: 60, direct_to_reverb_db: 6", Db("energy of direct and reverberant sound", 10 * Math.Log10(1 + Math.Pow(10, -0.6)), heard => heard.ResponseEnergyDb())),
        Playing("nonlinearity", "h2_dbc: -50, h3_dbc: -60",
        [
            Db("second harmonic", -50, heard => heard.HarmonicDbc(2)),
            Db("third harmonic", -60, heard => heard.HarmonicDbc(3)),
            Db("gain", 0, heard => heard.Metric("level.gain_db", 0)),
        ]),
        Playing("native-rate", "rate_hz: 16000",
        [
            .. Response(_ => 0, FrequenciesHz[..7]),
            // A filter that is flat to 0.45 and blocks from 0.55 of its rate on: the edge lies between 7.2 and 8.8 kHz.
            new Expected("end of the band", 8_000, "Hz", 800, heard => heard.Metric("bandwidth.effective_hz", 0)),
        ]),
    ];

    /// <summary>A room from a file: the direct sound and one echo.</summary>
    /// <param name="file">WAV file of the response.</param>
    /// <param name="echoFrames">Delay of the echo.</param>
    /// <param name="echo">Its height, the direct sound being 1.</param>
    public static StageRow Room(string file, int echoFrames, double echo) => Playing("room", $"file: '{file}'",
        Response(hz => 10 * Math.Log10(1 + (echo * echo) + (2 * echo * Math.Cos(2 * Math.PI * hz * echoFrames / RateHz))), 250, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000));
}
