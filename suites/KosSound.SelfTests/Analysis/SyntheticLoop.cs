using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.SelfTests.Analysis;

/// <summary>
/// A sound path with exactly known properties, written independently of what it tests: interpolation is a plain windowed sinc of
/// 128 zero crossings, evaluated anew for every sample.
/// </summary>
internal sealed record SyntheticLoop
{
    private const int Crossings = 128;

    /// <summary>Silence before the stimulus, in frames of the capture.</summary>
    public double DelayFrames { get; init; } = 1_920;

    /// <summary>Extra delay of every channel after the first, in frames each.</summary>
    public double SkewFrames { get; init; }

    public double DriftPpm { get; init; }

    /// <summary>Recorded channel × played channel; null is the identity.</summary>
    public double[][]? Mix { get; init; }

    /// <summary>RMS of white noise relative to the RMS of a sine at the stimulus' set level, in dB; null for none.</summary>
    public double? NoiseDb { get; init; }

    /// <summary>Applied to every recorded channel after the path: frames in, frames out, in place.</summary>
    public Action<double[], int>? Process { get; init; }

    /// <summary>Format recorded; null is the played one. Other rates need a band limit below half of both.</summary>
    public PcmFormat? Recorded { get; init; }

    public double TailSeconds { get; init; } = 0.5;

    public int Seed { get; init; } = 1;

    public Capture Carry(Stimulus stimulus)
    {
        var format = Recorded ?? stimulus.Plan.Format;
        var ratio = (double)stimulus.Plan.Format.RateHz / format.RateHz;
        var frames = (int)(DelayFrames + stimulus.Plan.Frames / ratio + TailSeconds * format.RateHz);
        var mix = Mix ?? [.. Enumerable.Range(0, format.Channels).Select(r =>
            Enumerable.Range(0, stimulus.Plan.Format.Channels).Select(p => p == r ? 1.0 : 0.0).ToArray())];
        var random = new Random(Seed);
        var planes = new double[format.Channels][];
        for (var channel = 0; channel < planes.Length; channel++)
        {
            var mixed = Mixed(stimulus.Signal, mix[channel]);
            planes[channel] = Placed(mixed, frames, DelayFrames + channel * SkewFrames, ratio);
            Process?.Invoke(planes[channel], channel);
            AddNoise(planes[channel], stimulus.Plan.LevelDbfs, random);
        }
        return new Capture { Format = format, Pcm = PcmCodec.Encode(new Signal(format.RateHz, planes), format) };
    }

    private static double[] Mixed(Signal signal, double[] weights)
    {
        var mixed = new double[signal.Frames];
        for (var played = 0; played < weights.Length; played++)
        {
            for (var frame = 0; frame < mixed.Length && weights[played] != 0; frame++)
                mixed[frame] += weights[played] * signal[played][frame];
        }
        return mixed;
    }

    private double[] Placed(double[] sound, int frames, double delayFrames, double ratio)
    {
        var placed = new double[frames];
        var step = ratio / (1 + DriftPpm * 1e-6);
        var bandLimit = Math.Min(1, 1 / ratio);
        for (var frame = 0; frame < frames; frame++)
            placed[frame] = ValueAt(sound, (frame - delayFrames) * step, bandLimit);
        return placed;
    }

    private static double ValueAt(double[] sound, double position, double bandLimit)
    {
        var nearest = (int)Math.Round(position);
        if (bandLimit == 1 && Math.Abs(position - nearest) < 1e-12)
            return nearest >= 0 && nearest < sound.Length ? sound[nearest] : 0;
        // Cut-off in the middle of 0.45 … 0.5 of the lower rate where the rates differ.
        var cutoff = bandLimit == 1 ? 1 : 0.95 * bandLimit;
        var reach = (int)(Crossings / cutoff);
        var first = nearest - reach;
        var (sine, window) = (new Rotation(Math.PI * cutoff * (position - first), -Math.PI * cutoff), new Rotation(Math.PI * (position - first) / (reach + 1), -Math.PI / (reach + 1)));
        var sum = 0.0;
        for (var k = first; k <= nearest + reach; k++)
        {
            var (t, cos) = (position - k, window.Cos);
            if (k >= 0 && k < sound.Length)
                sum += sound[k] * (0.42 + 0.5 * cos + 0.08 * (2 * cos * cos - 1)) * (Math.Abs(t) < 1e-9 ? cutoff : sine.Sin / (Math.PI * t));
            sine.Turn();
            window.Turn();
        }
        return sum;
    }

    /// <summary>Sine and cosine at evenly spaced angles.</summary>
    private struct Rotation(double angle, double step)
    {
        private readonly double _stepSin = Math.Sin(step);
        private readonly double _stepCos = Math.Cos(step);

        public double Sin { get; private set; } = Math.Sin(angle);

        public double Cos { get; private set; } = Math.Cos(angle);

        public void Turn() => (Sin, Cos) = (Sin * _stepCos + Cos * _stepSin, Cos * _stepCos - Sin * _stepSin);
    }

    private void AddNoise(double[] plane, double levelDbfs, Random random)
    {
        if (NoiseDb is not { } noiseDb)
            return;
        var rms = Math.Pow(10, (levelDbfs + noiseDb) / 20) / Math.Sqrt(2);
        for (var frame = 0; frame < plane.Length; frame++)
            plane[frame] += rms * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
