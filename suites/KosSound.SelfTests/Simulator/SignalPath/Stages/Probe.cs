using System.Numerics;
using KosSound.Simulator.SignalPath;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

/// <summary>Measures stages on arrays, by their definition: no code of the product but the stage itself.</summary>
internal static class Probe
{
    public const int Seed = 51_966;

    public static StageContext Context(int rateHz = 48_000, int channels = 1, int bitDepth = 24) => new(rateHz, channels, bitDepth, Seed);

    /// <summary>One array through one fresh stage.</summary>
    public static double[] Run(this StageSettings stage, double[] frames, StageContext context) =>
        StageChain.Run([stage], context, frames);

    /// <summary>Interleaved noise, evenly spread over ±peak.</summary>
    public static double[] Noise(int frames, int channels = 1, double peak = 0.5)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, frames * channels).Select(_ => peak * ((2 * random.NextDouble()) - 1))];
    }

    /// <summary>A sine of one channel.</summary>
    public static double[] Sine(double hz, double peak, int frames, int rateHz = 48_000) =>
        [.. Enumerable.Range(0, frames).Select(i => peak * Math.Sin(2 * Math.PI * hz * i / rateHz))];

    /// <summary>One channel of interleaved frames.</summary>
    public static double[] Plane(double[] frames, int channel, int channels) =>
        [.. frames.Where((_, i) => i % channels == channel)];

    /// <summary>The frequency response of a linear stage at one frequency, from its impulse response.</summary>
    public static Complex ResponseAt(this StageSettings stage, double hz, StageContext context, int frames = 1 << 16)
    {
        var impulse = new double[frames];
        impulse[0] = 1;
        var response = stage.Run(impulse, context);
        return Enumerable.Range(0, response.Length)
            .Aggregate(Complex.Zero, (sum, i) => sum + (response[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * hz * i / context.RateHz)));
    }

    /// <summary>Amplitude of a sine in some samples; whole periods, or very many.</summary>
    public static double Amplitude(ReadOnlySpan<double> samples, double hz, int rateHz = 48_000)
    {
        double re = 0, im = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            re += samples[i] * Math.Cos(2 * Math.PI * hz * i / rateHz);
            im += samples[i] * Math.Sin(2 * Math.PI * hz * i / rateHz);
        }
        return 2 * Math.Sqrt((re * re) + (im * im)) / samples.Length;
    }

    /// <summary>Bytes an action allocates on this thread, the least of some tries.</summary>
    /// <remarks>A collection that another test brings about in between counts what is left of this thread's buffer, up to 8 KiB, as allocated.</remarks>
    public static long LeastAllocation(Action action) => Enumerable.Range(0, 5).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    /// <summary>Root mean square.</summary>
    public static double Rms(ReadOnlySpan<double> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    public static double Decibels(double ratio) => 20 * Math.Log10(Math.Abs(ratio) + 1e-300);
}
