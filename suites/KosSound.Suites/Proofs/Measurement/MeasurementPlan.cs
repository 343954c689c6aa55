using KosSound.Signals;
using KosSound.Simulator.Faults;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>The table of faults and smallest sizes of the measurement specification, section 5, as far as a capture alone shows them.</summary>
/// <remarks>
/// Wire encodings, the first and last chunk of a play and latency over restarts need a device; they are proven over gRPC by
/// <c>selftest --detection</c> and <c>--contract</c>.
/// </remarks>
public static class MeasurementPlan
{
    private static readonly PcmFormat Stereo = new(48_000, 16, 2);
    private static readonly PcmFormat Mono = new(48_000, 16, 1);
    private static readonly PcmFormat Deep = new(48_000, 24, 1);
    private static readonly Sign[] Dropouts = [new("dropouts.count", 0.5)];

    /// <summary>Lower end of the band that an acoustic loop carries, in Hz: its response is judged there, and faults of a moment lie there.</summary>
    public const double SpeakerLowHz = 250;

    /// <summary>Upper end of that band, in Hz.</summary>
    public const double SpeakerHighHz = 9_000;

    /// <summary>Every case, in the order of the table.</summary>
    public static IReadOnlyList<MeasurementCase> Cases { get; } =
    [
        .. Case("silent", null, null, null, Mono, [new("level.gain_db", 3)]),
        .. Moment("zero-fill", "1 frames", "4 frames", "8 frames", sounding: (8, 8, 8)),
        .. Moment("repeat", "1 frames", "1 frames", "48 frames", sounding: (0, 1, 48)),
        .. Moment("skip", "1 frames", "1 frames", "1 frames", sounding: (0, 1, 8)),
        .. Moment("insert", "1 frames", "1 frames", "1 frames", sounding: (0, 1, 8)),
        .. Moment("click", "1 LSB", "0.01 FS", "0.5 FS"),
        .. Moment("reorder", "1 frames", "1 ms", "5 ms", sounding: (240, 240, 240)),
        .. Case("periodic-glitch", "1 frames", "4 frames", "4 frames", Mono, Dropouts),
        .. Case("channel-swap", null, null, null, Stereo, [new("channel.map", 0.5)]),
        .. Case("channel-duplicate", null, null, null, Stereo, [new("channel.map", 0.5)]),
        .. Case("mono-sum", null, null, null, Stereo, [new("channel.map", 0.5)]),
        .. Case("dead-channel", "1 channel", "1 channel", "1 channel", Stereo, [new("channel.map", 0.5)]),
        .. Case("crosstalk", "-78 dB", "-60 dB", "-30 dB", Stereo, [new("crosstalk.db", 3)]),
        .. Case("polarity", null, null, null, Mono, [new("polarity", 0.5)]),
        .. Case("skew", "1 frames", "0.1 frames", "0.1 frames", Stereo, [new("skew.frames", 0.05)]),
        .. Case("gain", "0.01 dB", "0.01 dB", "0.5 dB", Mono, [new("level.gain_db", 0.005)], [new("level.gain_db", 0.25)]),
        .. Case("gain-step", "0.01 dB", "0.1 dB", "0.5 dB", Mono, LevelSigns(0.002), [new("level.stability_db", 0.24), new("level.gain_db", 0.12)], LevelSigns(0.01)),
        .. Case("integer-wrap", "-12.01 dBFS", "-13 dBFS", "-15 dBFS", Mono, [.. Dropouts, new("thd.db", 3)]),
        .. Case("clipping", "-12.01 dBFS", "-12.5 dBFS", "-15 dBFS", Mono, [new("clipping.count", 0.5), new("thd.db", 3)]),
        .. Case("dc", "1 LSB", "0.1 %", "0.1 %", Mono, [new("dc.offset_fs", 1.5e-5)], [new("dc.offset_fs", 5e-4)]),
        .. Case("clock-error", "0.1 ppm", "0.1 ppm", "3 ppm", Mono, [new("clock.drift_ppm", 0.05)], [new("clock.drift_ppm", 1.5)]),
        // Found is not enough: which rate is played by instead must be told.
        .. Case("wrong-rate", null, null, null, Stereo, [new("clock.drift_ppm", 100) { Reads = 1e6 * (48_000.0 / 44_100 - 1) }]),
        .. Case("fake-rate", "16000 Hz", "16000 Hz", "8000 Hz", Mono, [new("bandwidth.effective_hz", 2_000)], [new("bandwidth.effective_hz", 2_000) { Appears = true }]),
        .. Case("fake-bits", "1 bit", "1 bit", "1 bit", Deep, [new("bits.effective", 0.5)]).Where(c => c.Loopback == LoopbackKind.Digital),
        .. Case("low-pass", "6000 Hz", "6000 Hz", "6000 Hz", Mono, [new("response.deviation_db", 0.5), new("response.high_3db_hz", 1_000)]),
        .. Case("high-pass", "300 Hz", "300 Hz", "300 Hz", Mono, [new("response.deviation_db", 0.5), new("response.low_3db_hz", 50)]),
        // In a room the largest deviation lies where the room cancels sound, and is less certain there than the change is large.
        .. Case("eq", "0.05 dB", "0.05 dB", "1 dB", Mono, [new("response.deviation_db", 0.02)], [new("response.deviation_db", 0.5), new("level.gain_db", 0.25)]),
        .. Case("distortion", "-75 dBc", "-65 dBc", "-40 dBc", Mono, [new("thd.db", 3)], [new("thd.db", 1.5)]),
        .. Case("distortion", "-90 dBc", null, null, Deep, [new("thd.db", 3)]).Where(c => c.Loopback == LoopbackKind.Digital),
        .. Case("noise", "1 LSB", "-72 dBFS", "-32 dBFS", Mono, [new("noise.floor_dbfs", 1.5)]),
        .. Case("hum", "1 LSB", "-72 dBFS", "-32 dBFS", Mono, [new("noise.floor_dbfs", 1.5), new("hum.dbfs", 3)]),
        .. Case("spur", "1 LSB", "-72 dBFS", "-32 dBFS", Mono, [new("noise.floor_dbfs", 1.5)]),
        .. Case("agc", "0.05 dB", "0.2 dB", "1 dB", Mono, LevelSigns(0.002), LevelSigns(0.25), LevelSigns(0.01)),
        .. Case("limiter", "0.05 dB", "0.05 dB", "1 dB", Mono, LevelSigns(0.002), LevelSigns(0.25), LevelSigns(0.01)),
        .. Case("noise-suppression", "0.1 dB", "0.2 dB", "3 dB/s", Mono, [new("level.linearity_db", 0.002), new("thd_n.db", 3)], [new("level.stability_db", 0.4)], [new("level.linearity_db", 0.01)]),
    ];

    /// <summary>A level that depends on the sound or changes shows in what repeats, in the staircase or in the sweeps.</summary>
    private static Sign[] LevelSigns(double db) => [new("level.stability_db", 2 * db), new("level.linearity_db", 2 * db), new("level.gain_db", db), new("response.deviation_db", 2 * db)];

    private static IEnumerable<MeasurementCase> Moment(string fault, string digital, string electrical, string acoustic, (int Digital, int Electrical, int Acoustic) sounding = default) =>
        Case(fault, digital, electrical, acoustic, Mono, Dropouts).Select(c => c with
        {
            SoundingFrames = c.Loopback switch { LoopbackKind.Digital => sounding.Digital, LoopbackKind.Electrical => sounding.Electrical, _ => sounding.Acoustic },
        });

    private static IEnumerable<MeasurementCase> Case(string fault, string? digital, string? electrical, string? acoustic, PcmFormat format, Sign[] signs, Sign[]? acousticSigns = null, Sign[]? electricalSigns = null)
    {
        var kind = FaultCatalog.Find(fault) ?? throw new InvalidOperationException($"no fault is called '{fault}'");
        foreach (var (loopback, size) in new[] { (LoopbackKind.Digital, digital), (LoopbackKind.Electrical, electrical), (LoopbackKind.Acoustic, acoustic) })
        {
            yield return new MeasurementCase
            {
                Loopback = loopback,
                Format = format,
                Kind = kind,
                Size = size is null ? FaultSize.Any : FaultSize.Of(double.Parse(size.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), size.Split(' ')[1]),
                Signs = loopback switch { LoopbackKind.Acoustic => acousticSigns, LoopbackKind.Electrical => electricalSigns, _ => null } ?? signs,
            };
        }
    }
}
