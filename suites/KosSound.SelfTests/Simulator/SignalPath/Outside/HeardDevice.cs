using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Trials;
using KosSound.Signals;
using KosSound.Simulator;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>What was heard of a device from outside, and the readings a table of stages asks for.</summary>
/// <param name="Result">What the product made of it.</param>
/// <param name="Health">Whether the machine was in time for the simulator.</param>
public sealed record HeardDevice(TrialResult Result, SimulatorHealth Health)
{
    private int RateHz => Result.Plan.Format.Recording.RateHz;

    /// <summary>A metric of the catalogue.</summary>
    public double Metric(string id, int? channel = null)
    {
        var metric = Result.Measurement.Metrics.Single(m => m.Id == id && m.Channel == channel);
        return metric.Value ?? throw new AssertionException($"{id} of channel {channel} has no value {metric.NotMeasurable}");
    }

    /// <summary>Level of the 997 Hz tone in dBFS.</summary>
    public double ToneDbfs(int channel = 0) => Metric("snr.db", channel) + Metric("noise.floor_dbfs", channel);

    /// <summary>Noise floor of all channels together in dBFS: their mean power.</summary>
    public double FloorDbfs() =>
        10 * Math.Log10(Enumerable.Range(0, Result.Plan.Format.Recording.Channels).Average(channel => Math.Pow(10, Metric("noise.floor_dbfs", channel) / 10)));

    /// <summary>Magnitude response in dB, between the points of the curve on a straight line over log frequency.</summary>
    public double ResponseDb(double hz, int channel = 0) => At(Curve(CurveKind.Response, channel), hz);

    /// <summary>Mean power of the response over linear frequency, in dB: the energy of the impulse response.</summary>
    public double ResponseEnergyDb(int channel = 0)
    {
        var (curve, energy) = (Curve(CurveKind.Response, channel), 0.0);
        for (var i = 1; i < curve.X.Count; i++)
            energy += (curve.X[i] - curve.X[i - 1]) * (Math.Pow(10, curve.Y[i] / 10) + Math.Pow(10, curve.Y[i - 1] / 10)) / 2;
        return 10 * Math.Log10(energy / (curve.X[^1] - curve.X[0]));
    }

    /// <summary>Mean level of a harmonic over fundamentals of 500 Hz to 3 kHz, in dBc.</summary>
    public double HarmonicDbc(int order, int channel = 0)
    {
        var curve = Curve($"{CurveKind.Harmonic}-{order}", channel);
        return 10 * Math.Log10(Enumerable.Range(0, curve.X.Count).Where(i => curve.X[i] is > 500 and < 3_000).Average(i => Math.Pow(10, curve.Y[i] / 10)));
    }

    /// <summary>Largest sample of the whole capture, full scale 1.</summary>
    public double Peak() => Result.Measurement.Curves.Where(c => c.Kind == CurveKind.Waveform).Max(c => c.Y.Max());

    /// <summary>Bits of the samples, from the highest down, below which none is ever set.</summary>
    public int BitsInUse()
    {
        var pcm = Result.Capture.Pcm.Span;
        var bytes = Result.Capture.Format.BitDepth / 8;
        var used = 0u;
        for (var at = 0; at + bytes <= pcm.Length; at += bytes)
            for (var i = 0; i < bytes; i++)
                used |= (uint)pcm[at + i] << (8 * i);
        return Result.Capture.Format.BitDepth - System.Numerics.BitOperations.TrailingZeroCount(used);
    }

    /// <summary>The only event of the capture.</summary>
    public DropoutEvent Event(params IReadOnlyList<DropoutKind> kinds) => Result.Measurement.Events is [var only] && kinds.Contains(only.Kind)
        ? only
        : throw new AssertionException($"one {string.Join(" or ", kinds)} was expected; heard: {(Result.Measurement.Events.Count == 0 ? "nothing" : string.Join(", ", Result.Measurement.Events))}");

    /// <summary>Frame of the stimulus at which an event begins.</summary>
    public double FrameOf(DropoutEvent heard) => heard.AtSeconds * RateHz;

    /// <summary>How much later each play was heard than the one before, the first left out, in frames.</summary>
    public IReadOnlyList<double> RestartStepsFrames()
    {
        var latencies = Result.Measurement.PlayLatenciesMs;
        return [.. latencies.Zip(latencies.Skip(1), (a, b) => (b - a) * RateHz / 1_000)];
    }

    /// <summary>The same capture, its channels taken in another order, measured again.</summary>
    public HeardDevice WithChannels(params int[] order)
    {
        var (format, pcm) = (Result.Capture.Format, Result.Capture.Pcm.ToArray());
        var (swapped, bytes) = (new byte[pcm.Length], format.BytesPerFrame / format.Channels);
        for (var at = 0; at + format.BytesPerFrame <= pcm.Length; at += format.BytesPerFrame)
            for (var channel = 0; channel < format.Channels; channel++)
                pcm.AsSpan(at + (order[channel] * bytes), bytes).CopyTo(swapped.AsSpan(at + (channel * bytes)));
        var measurement = Analyzer.Measure(new AnalysisRequest
        {
            Stimulus = Result.Plan.Stimulus, Restart = Result.Plan.Restart, Capture = Result.Capture with { Pcm = swapped }, Loopback = LoopbackKind.Digital,
        });
        return this with { Result = Result with { Measurement = measurement } };
    }

    private Curve Curve(string kind, int channel) =>
        Result.Measurement.Curves.FirstOrDefault(c => c.Kind == kind && c.Channel == channel) ?? throw new AssertionException($"there is no curve {kind} of channel {channel}");

    private static double At(Curve curve, double hz)
    {
        var above = Enumerable.Range(0, curve.X.Count).First(i => curve.X[i] >= hz);
        if (above == 0)
            throw new AssertionException($"the response begins at {curve.X[0]} Hz, above {hz} Hz");
        var share = Math.Log(hz / curve.X[above - 1]) / Math.Log(curve.X[above] / curve.X[above - 1]);
        return curve.Y[above - 1] + (share * (curve.Y[above] - curve.Y[above - 1]));
    }
}
