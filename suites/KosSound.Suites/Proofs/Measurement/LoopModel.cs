using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>
/// A loop made of the simulator's own stages, without wire and clock: a stimulus goes in as an array and comes out as a capture.
/// What the device does (faults among it) lies on the playback side; cable, speaker, room, microphone and noise on the recording side.
/// </summary>
/// <param name="Kind">How the sound comes back.</param>
public sealed record LoopModel(LoopbackKind Kind)
{
    /// <summary>Noise of an electrical loop: 60 dB below a tone of −12 dBFS.</summary>
    private const double ElectricalNoiseDbfs = -72;

    /// <summary>Noise of an acoustic loop: 20 dB below a tone of −12 dBFS.</summary>
    private const double AcousticNoiseDbfs = -32;

    private static readonly MeasuredResponseSettings Speaker = new()
    {
        FrequenciesHz = [60, 120, 250, 500, 1_000, 2_000, 4_000, 6_000, 9_000, 14_000, 20_000],
        GainsDb = [-42, -24, -6, -1, 0, 1, 2, 0, -4, -15, -30],
    };

    /// <summary>Carries a stimulus through one loop of this kind; latency, clocks, room and noise follow from the seed.</summary>
    /// <param name="stimulus">What is played.</param>
    /// <param name="seed">Decides everything random.</param>
    /// <param name="fault">What the device does wrong; null for a clean one.</param>
    /// <param name="recorded">Format recorded; null is the one played.</param>
    /// <param name="take">Another take through the same loop: same room and clocks, other noise.</param>
    public Capture Carry(Stimulus stimulus, int seed, Fault? fault = null, PcmFormat? recorded = null, int take = 0)
    {
        ArgumentNullException.ThrowIfNull(stimulus);
        var record = recorded ?? stimulus.Plan.Format;
        var random = new Random(seed);
        var device = Device(random);
        if (fault is not null)
            device = fault.ApplyTo(device);
        return Through(device.Path, stimulus, unchecked(random.Next() + 7_919 * take), record);
    }

    /// <summary>What lies between the converters of the loop of a seed.</summary>
    public PathSettings PathOf(int seed) => Device(new Random(seed)).Path;

    /// <summary>Carries a stimulus through any path.</summary>
    /// <param name="settings">The path.</param>
    /// <param name="stimulus">What is played.</param>
    /// <param name="noiseSeed">Decides what of the path is random.</param>
    /// <param name="record">Format recorded.</param>
    public static Capture Through(PathSettings settings, Stimulus stimulus, int noiseSeed, PcmFormat record)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(stimulus);
        var (path, played) = (new LoopbackPath(settings, noiseSeed), stimulus.Plan.Format);
        var frames = (int)((stimulus.Plan.Frames / (double)played.RateHz + settings.Latency.TotalSeconds + 0.3) * record.RateHz);
        var samples = PathRenderer.Render(path, new StreamGrid(played.RateHz, played.BitDepth, played.Channels), Interleaved(stimulus.Signal),
            new StreamGrid(record.RateHz, record.BitDepth, record.Channels), frames);
        return new Capture { Format = record, Pcm = PcmCodec.Encode(Planar(samples, record), record) };
    }

    private DeviceDescription Device(Random random) => new()
    {
        Name = $"{Kind} loop",
        Playback = SideDescription.None,
        Recording = SideDescription.None,
        Path = new PathSettings
        {
            Latency = TimeSpan.FromMilliseconds(20 + 60 * random.NextDouble()),
            // Two crystals; a digital loop has one clock.
            RecordingClockPpm = Kind == LoopbackKind.Digital ? 0 : 60 * (random.NextDouble() - 0.5),
            RecordingStages = Kind switch
            {
                LoopbackKind.Digital => [],
                LoopbackKind.Electrical => Cable(random),
                _ => Room(random),
            },
        },
    };

    private static StageSettings[] Cable(Random random) =>
    [
        new ButterworthPassSettings { FrequencyHz = 4 + 8 * random.NextDouble(), Order = 1, IsHighPass = true },
        new GainSettings { LevelDb = [-random.NextDouble()] },
        new NonlinearitySettings { HarmonicsDbc = [-90, -86] },
        new NoiseSettings { LevelDbfs = ElectricalNoiseDbfs },
    ];

    private static StageSettings[] Room(Random random) =>
    [
        new NonlinearitySettings { HarmonicsDbc = [-46, -40] },
        Speaker,
        new RoomSettings { Rt60 = TimeSpan.FromMilliseconds(150 + 150 * random.NextDouble()), DirectToReverbDb = 6 + 6 * random.NextDouble(), Seed = random.Next() },
        new NoiseSettings { LevelDbfs = AcousticNoiseDbfs },
    ];

    private static double[] Interleaved(Signal signal)
    {
        var samples = new double[signal.Frames * signal.Channels];
        for (var channel = 0; channel < signal.Channels; channel++)
        {
            var plane = signal[channel];
            for (var frame = 0; frame < plane.Length; frame++)
                samples[frame * signal.Channels + channel] = plane[frame];
        }
        return samples;
    }

    private static Signal Planar(double[] samples, PcmFormat format)
    {
        var signal = new Signal(format.RateHz, format.Channels, samples.Length / format.Channels);
        for (var channel = 0; channel < format.Channels; channel++)
        {
            var plane = signal[channel];
            for (var frame = 0; frame < plane.Length; frame++)
                plane[frame] = samples[frame * format.Channels + channel];
        }
        return signal;
    }
}
