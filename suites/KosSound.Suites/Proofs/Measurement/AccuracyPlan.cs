using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Stages;
using AnalysedCapture = KosSound.Analysis.Metrics.Measurement;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>
/// Every quantity whose accuracy is claimed, on paths of the simulator's stages with properties drawn by the seed. The truth is a
/// setting of a stage or a formula of <see cref="Formulas"/>; the analysis is never told.
/// </summary>
public static class AccuracyPlan
{
    private const int RateHz = 48_000;
    private const double BandLowHz = 40;
    private const double BandHighHz = 0.45 * RateHz;

    private static readonly Lazy<Stimulus> Mono16 = Playing(16, 1);
    private static readonly Lazy<Stimulus> Mono24 = Playing(24, 1);
    private static readonly Lazy<Stimulus> Stereo24 = Playing(24, 2);
    private static readonly Lazy<Stimulus> Wire = Playing(16, 1, LoopbackKind.Electrical);
    private static readonly Lazy<Stimulus> Air = Playing(16, 1, LoopbackKind.Acoustic);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AccuracyCase> Cases { get; } =
    [
        Of("latency within a capture (skew.frames)", "digital, 24 bit", "frames", 0.001, "delay of the second channel, 0 … 3 frames", seed =>
        {
            var delay = 3 * new Random(seed).NextDouble();
            return Reading(Stereo24.Value, seed, [new SkewSettings { DelayFrames = [0, delay] }], "skew.frames", 1, delay);
        }),
        Of("latency within a capture, repeated", "acoustic, 20 dB", "frames", 0.02, "another capture of the same room, divided by √2", seed =>
            new AccuracyReading(DelayFrames(seed, 1) / Math.Sqrt(2), (DelayFrames(seed, 2) ?? double.NaN) / Math.Sqrt(2))) with { Figure = ErrorFigure.Rms },
        Filter("response of a low pass", seed => 3_000 + 9_000 * new Random(seed).NextDouble(), hz => new ButterworthPassSettings { FrequencyHz = hz, Order = 2 },
            (hz, corner) => Formulas.ButterworthDb(hz, corner, 2, false, RateHz)),
        Filter("response of a high pass", seed => 60 + 400 * new Random(seed).NextDouble(), hz => new ButterworthPassSettings { FrequencyHz = hz, Order = 2, IsHighPass = true },
            (hz, corner) => Formulas.ButterworthDb(hz, corner, 2, true, RateHz)),
        Filter("response of a peak of 6 dB", seed => 200 + 6_000 * new Random(seed).NextDouble(), hz => new EqualiserSettings { Shape = EqualiserShape.Peak, FrequencyHz = hz, GainDb = 6, Quality = 1.4 },
            (hz, centre) => Formulas.PeakDb(hz, centre, 6, 1.4, RateHz)),
        .. from order in new[] { 2, 3 }
           from dbc in new[] { -40, -60, -80 }
           select Of(FormattableString.Invariant($"H{order} at {dbc} dBc (thd.db)"), "digital, 24 bit", "dB", 0.2, "level of the only harmonic", seed =>
               Reading(Mono24.Value, seed, [new NonlinearitySettings { HarmonicsDbc = order == 2 ? [dbc] : [null, dbc] }, Turned(seed)], "thd.db", 0, dbc)),
        Of("THD+N at 997 Hz (thd_n.db)", "digital, 24 bit", "dB", 0.5, "second harmonic and white noise of 20 Hz – 20 kHz, over all", seed =>
        {
            var random = new Random(seed);
            var (harmonic, noise) = (-70 + 20 * random.NextDouble(), -90 + 20 * random.NextDouble());
            var power = Math.Pow(10, harmonic / 10) + Math.Pow(10, (noise + 12) / 10) * 19_980 / (RateHz / 2);
            return Reading(Mono24.Value, seed, [new NonlinearitySettings { HarmonicsDbc = [harmonic] }, new NoiseSettings { LevelDbfs = noise }], "thd_n.db", 0, 10 * Math.Log10(power / (1 + power)));
        }),
        Of("noise floor (noise.floor_dbfs)", "digital, 24 bit", "dB", 0.2, "level of white noise, −100 … −40 dBFS", seed =>
        {
            var level = -100 + 60 * new Random(seed).NextDouble();
            return Reading(Mono24.Value, seed, [new NoiseSettings { LevelDbfs = level }], "noise.floor_dbfs", 0, level);
        }),
        Of("gain (level.gain_db)", "digital, 24 bit", "dB", 0.01, "gain, −20 … 0 dB", seed =>
        {
            var gain = -20 * new Random(seed).NextDouble();
            return Reading(Mono24.Value, seed, [new GainSettings { LevelDb = [gain] }], "level.gain_db", 0, gain);
        }),
        Drift("digital, 16 bit", 0.02, Mono16, LoopbackKind.Digital),
        Drift("electrical, 60 dB", 0.5, Wire, LoopbackKind.Electrical),
        Drift("acoustic, 20 dB", 0.5, Air, LoopbackKind.Acoustic),
        Of("effective bits (bits.effective)", "digital, 24 bit", "bit", 0, "bits left, 10 … 23", seed =>
        {
            var lost = 1 + new Random(seed).Next(14);
            return Reading(Mono24.Value, seed, [new EffectiveBitsSettings { LostBits = lost, Reduction = BitReduction.Truncate }], "bits.effective", 0, 24 - lost);
        }),
        Of("bandwidth (bandwidth.effective_hz)", "digital, 16 bit", "%", 1, "where a low pass of 8th order is 20 dB down", seed =>
        {
            var corner = 4_000 + 6_000 * new Random(seed).NextDouble();
            var truth = Formulas.ButterworthHz(20, corner, 8, RateHz);
            var reading = Reading(Mono16.Value, seed, [new ButterworthPassSettings { FrequencyHz = corner, Order = 8 }], "bandwidth.effective_hz", 0, truth);
            return new AccuracyReading(100 * reading.Measured / truth, 100, 100 * reading.Sigma / truth);
        }),
        Of("crosstalk (crosstalk.db)", "digital, 24 bit", "dB", 0.2, "level of a channel in the other, −70 … −20 dB", seed =>
        {
            var level = -70 + 50 * new Random(seed).NextDouble();
            return Reading(Stereo24.Value, seed, [new CrosstalkSettings { LevelDb = level }], "crosstalk.db", 0, level);
        }),
        Of("level linearity (level.linearity_db)", "digital, 24 bit", "dB", 0.05, "fundamental of a sine of −13 dBFS clipped at −18 … −13.5 dBFS", seed =>
        {
            var limit = -18 + 4.5 * new Random(seed).NextDouble();
            return Reading(Mono24.Value, seed, [new ClippingSettings { LevelDbfs = limit }], "level.linearity_db", 0, -Formulas.ClippedSineDb(Math.Pow(10, (limit + 13) / 20)));
        }),
    ];

    private static AccuracyCase Of(string quantity, string path, string unit, double required, string reference, Func<int, AccuracyReading> read) =>
        new() { Quantity = quantity, Path = path, Unit = unit, Required = required, Reference = reference, Read = read };

    private static AccuracyCase Filter(string quantity, Func<int, double> drawn, Func<double, StageSettings> stage, Func<double, double, double> formula) =>
        Of(quantity, "digital, 16 bit", "dB", 0.05, "its formula, 40 Hz – 0.45 of the rate where above −40 dB; the largest error of the curve", seed =>
        {
            var hz = drawn(seed);
            var curve = Measure(Mono16.Value, LoopbackKind.Digital, Path(seed, [stage(hz)]), seed).Curves.Single(c => c.Kind == CurveKind.Response);
            var errors = Enumerable.Range(0, curve.X.Count).Select(i => (Hz: curve.X[i], Db: curve.Y[i], True: formula(curve.X[i], hz)))
                .Where(p => p.Hz is >= BandLowHz and <= BandHighHz && p.True > -40).Select(p => p.Db - p.True);
            return new AccuracyReading(errors.MaxBy(Math.Abs), 0);
        });

    private static AccuracyCase Drift(string path, double required, Lazy<Stimulus> stimulus, LoopbackKind loopback) =>
        Of("drift (clock.drift_ppm)", path, "ppm", required, "speed of the recording clock, −300 … 300 ppm", seed =>
        {
            var ppm = 600 * new Random(seed).NextDouble() - 300;
            var metric = Measure(stimulus.Value, loopback, new LoopModel(loopback).PathOf(seed) with { RecordingClockPpm = ppm }, seed)
                .Metrics.Single(m => m.Id == "clock.drift_ppm");
            return new AccuracyReading(metric.Value, ppm, metric.Uncertainty);
        });

    /// <summary>A gain that no ratio of the sound depends on, so that no two captures are alike.</summary>
    private static GainSettings Turned(int seed) => new() { LevelDb = [-3 * new Random(seed).NextDouble()] };

    private static PathSettings Path(int seed, StageSettings[] stages) => new LoopModel(LoopbackKind.Digital).PathOf(seed) with { PlaybackStages = stages };

    private static AccuracyReading Reading(Stimulus stimulus, int seed, StageSettings[] stages, string metricId, int channel, double truth)
    {
        var metric = Measure(stimulus, LoopbackKind.Digital, Path(seed, stages), seed).Metrics.Single(m => m.Id == metricId && m.Channel == channel);
        return new AccuracyReading(metric.Value, truth, metric.Uncertainty);
    }

    private static AnalysedCapture Measure(Stimulus stimulus, LoopbackKind loopback, PathSettings path, int seed) => Analyzer.Measure(
        new AnalysisRequest { Stimulus = stimulus, Capture = LoopModel.Through(path, stimulus, seed, stimulus.Plan.Format), Loopback = loopback });

    private static double? DelayFrames(int seed, int take) =>
        Aligner.Align(Air.Value, new LoopModel(LoopbackKind.Acoustic).Carry(Air.Value, seed, take: take)).Capture?.Channels[0].DelayFrames;

    private static Lazy<Stimulus> Playing(int bits, int channels, LoopbackKind loopback = LoopbackKind.Digital) =>
        new(() => StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(RateHz, bits, channels), loopback)));
}
