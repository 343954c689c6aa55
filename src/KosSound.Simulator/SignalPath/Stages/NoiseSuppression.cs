using System.Numerics;
using KosSound.Simulator.Parameters;
using MathNet.Numerics.IntegralTransforms;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Takes steady sound for noise and turns it down, band by band: speech passes, tones are eaten.</summary>
/// <remarks>
/// Short-time spectra of 21 ms, Hann windows overlapping by three quarters, whose squares add up to a constant: without
/// anything steady the sound passes unchanged. A band is steady while its level stays within 1 dB of its own average; it
/// then falls at the set rate down to the set depth, and comes back at once when the level changes.
/// </remarks>
public sealed record NoiseSuppressionSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "noise-suppression",
        "takes steady sound for noise and turns it down, band by band",
        [
            Parameter.Number("rate_db_per_s", "dB/s", (0.01, 1_000), "speed at which steady sound falls; 6 unless given"),
            Parameter.Number("depth_db", "dB", (0, 80), "most by which it falls; 12 unless given"),
        ],
        values => new NoiseSuppressionSettings { RateDbPerS = values.Number("rate_db_per_s", 6), DepthDb = values.Number("depth_db", 12) });

    /// <summary>Speed at which steady sound falls, in dB per second.</summary>
    public double RateDbPerS { get; init; } = 6;

    /// <summary>Most by which it falls, in dB.</summary>
    public double DepthDb { get; init; } = 12;

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new NoiseSuppression(this, context);

    private const double WindowSeconds = 0.021;

    internal override int DelayFramesAt(int rateHz, int channels) => (int)BitOperations.RoundUpToPowerOf2((uint)(WindowSeconds * rateHz * 0.75));

    private sealed class NoiseSuppression : IDelayingStage
    {
        private const int Overlap = 4;

        private readonly Band[] _bands;
        private readonly int _channels;

        public NoiseSuppression(NoiseSuppressionSettings settings, StageContext context)
        {
            var size = settings.DelayFramesAt(context.RateHz, context.Channels);
            _channels = context.Channels;
            var fallDb = settings.RateDbPerS * size / Overlap / context.RateHz;
            _bands = [.. Enumerable.Range(0, _channels).Select(_ => new Band(size, fallDb, settings.DepthDb))];
            DelayFrames = size;
        }

        public int DelayFrames { get; }

        public int TailFrames => DelayFrames;

        public void Process(Span<double> frames, long firstFrame)
        {
            for (var channel = 0; channel < _channels; channel++)
                _bands[channel].Process(frames[channel..], _channels);
        }
    }

    /// <summary>One channel.</summary>
    private sealed class Band
    {
        private const int Overlap = 4;
        private const double SteadyDb = 1;
        private const double Memory = 0.2;

        private readonly int _size;
        private readonly double _fallDb;
        private readonly double _depthDb;
        private readonly double[] _window;
        private readonly double[] _input;
        private readonly double[] _output;
        private readonly double[] _averageDb;
        private readonly double[] _cutDb;
        private readonly Complex[] _spectrum;
        private int _filled;

        public Band(int size, double fallDb, double depthDb)
        {
            (_size, _fallDb, _depthDb) = (size, fallDb, depthDb);
            _window = [.. Enumerable.Range(0, size).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)))];
            _input = new double[size];
            _output = new double[size];
            _averageDb = new double[(size / 2) + 1];
            _cutDb = new double[(size / 2) + 1];
            _spectrum = new Complex[size];
        }

        public void Process(Span<double> frames, int stride)
        {
            var hop = _size / Overlap;
            for (var i = 0; i < frames.Length; i += stride)
            {
                _input[_size - hop + _filled] = frames[i];
                frames[i] = _output[_filled];
                if (++_filled == hop)
                    Transform(hop);
            }
        }

        private void Transform(int hop)
        {
            _filled = 0;
            for (var i = 0; i < _size; i++)
                _spectrum[i] = _input[i] * _window[i];
            Fourier.Forward(_spectrum, FourierOptions.NoScaling);
            Suppress();
            Fourier.Inverse(_spectrum, FourierOptions.NoScaling);
            Array.Copy(_input, hop, _input, 0, _size - hop);
            Array.Copy(_output, hop, _output, 0, _size - hop);
            Array.Clear(_output, _size - hop, hop);
            // Four squared Hann windows add up to 1.5.
            for (var i = 0; i < _size; i++)
                _output[i] += _spectrum[i].Real * _window[i] / (1.5 * _size);
        }

        private void Suppress()
        {
            for (var bin = 0; bin <= _size / 2; bin++)
            {
                var level = 10 * Math.Log10((_spectrum[bin].Real * _spectrum[bin].Real) + (_spectrum[bin].Imaginary * _spectrum[bin].Imaginary) + 1e-20);
                var isSteady = Math.Abs(level - _averageDb[bin]) < SteadyDb;
                _averageDb[bin] += Memory * (level - _averageDb[bin]);
                _cutDb[bin] = isSteady ? Math.Min(_depthDb, _cutDb[bin] + _fallDb) : 0;
                var factor = Levels.Factor(-_cutDb[bin]);
                _spectrum[bin] *= factor;
                if (bin > 0 && bin < _size / 2)
                    _spectrum[_size - bin] *= factor;
            }
        }
    }
}
