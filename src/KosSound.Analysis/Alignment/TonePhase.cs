using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Delay of a tone from its phase, block by block, against the same blocks of the reference, so that what rounding does to the
/// tone cancels. The slope within a tone is blind to what happens outside it.
/// </summary>
internal static class TonePhase
{
    private const double BlockSeconds = 0.02;
    private const int LeastBlocks = 6;

    /// <summary>
    /// Slope of the captured tone's delay against the line through the markers, in ppm; null when the tone is not captured, too
    /// short, or lost in noise.
    /// </summary>
    public static (double Ppm, double UncertaintyPpm)? SlopePpm(ReferenceSound reference, CaptureSamples samples, int channel, Segment segment, MarkerLine line)
    {
        var (rate, toneHz) = (reference.RateHz, segment.TonesHz![0][0]);
        var block = (int)(BlockSeconds * rate);
        var fade = (int)(segment.FadeFrames * reference.FramesPerStimulusFrame) + block / 2;
        var (start, end) = (reference.StartOf(segment) + fade, reference.EndOf(segment) - fade - block);
        var drift = 1 + (line.DriftPpm ?? 0) * 1e-6;
        if (end <= start || line.DelayFrames + start * drift < 0 || line.DelayFrames + (end + block) * drift > samples.Frames)
            return null;
        var count = (end - start) / (block / 2) + 1;
        if (count < LeastBlocks)
            return null;
        var oscillator = new BlockOscillator(block, toneHz / rate);
        var (delays, captured) = (new double[count], new double[block]);
        var played = reference.Signal[segment.Channel ?? Math.Min(channel, reference.Signal.Channels - 1)];
        for (var b = 0; b < count; b++)
        {
            var at = start + b * (block / 2);
            var position = line.DelayFrames + at * drift;
            var whole = (long)Math.Round(position);
            samples.Read(channel, whole, captured);
            var phase = oscillator.PhaseBetween(captured, played.Slice(at, block));
            if (phase is not { } radians)
                return null;
            delays[b] = -radians / (2 * Math.PI * toneHz) * rate + (whole - position);
        }
        Unwrap(delays, rate / toneHz);
        return Slope(RemoveSteps(delays), block / 2);
    }

    private static void Unwrap(double[] delays, double period)
    {
        for (var b = 1; b < delays.Length; b++)
            delays[b] -= period * Math.Round((delays[b] - delays[b - 1]) / period);
    }

    /// <summary>Takes out jumps that no noise and no slope explains: those are slips inside the tone.</summary>
    private static double[] RemoveSteps(double[] delays)
    {
        var increments = Enumerable.Range(1, delays.Length - 1).Select(b => delays[b] - delays[b - 1]).ToArray();
        var median = increments.Median();
        var limit = Math.Max(8 * 1.4826 * increments.Select(i => Math.Abs(i - median)).Median(), 0.01);
        var (cleaned, jump) = (new double[delays.Length], 0.0);
        for (var b = 0; b < delays.Length; b++)
        {
            if (b > 0 && Math.Abs(increments[b - 1] - median) > limit)
                jump += increments[b - 1] - median;
            cleaned[b] = delays[b] - jump;
        }
        return cleaned;
    }

    private static (double Ppm, double UncertaintyPpm) Slope(double[] delays, int hop)
    {
        var (n, middle) = (delays.Length, (delays.Length - 1) / 2.0);
        var (mean, lever) = (delays.Average(), n * ((double)n * n - 1) / 12);
        var slope = delays.Select((d, b) => (b - middle) * (d - mean)).Sum() / lever;
        var residual = delays.Select((d, b) => d - mean - slope * (b - middle)).Sum(r => r * r) / (n - 2);
        // Blocks overlap by half, so that neighbours share noise: about two thirds of them are independent.
        return (1e6 * slope / hop, 1e6 * Math.Sqrt(1.5 * residual / lever) / hop);
    }

    /// <summary>A Hann-weighted oscillator over one block.</summary>
    private sealed class BlockOscillator
    {
        private readonly double[] _cos;
        private readonly double[] _sin;

        public BlockOscillator(int frames, double cyclesPerFrame)
        {
            (_cos, _sin) = (new double[frames], new double[frames]);
            for (var i = 0; i < frames; i++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * cyclesPerFrame * i);
                var weight = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / frames);
                (_cos[i], _sin[i]) = (weight * cos, weight * sin);
            }
        }

        /// <summary>Phase of the captured tone minus that of the played one, in rad; null when either is silent.</summary>
        public double? PhaseBetween(ReadOnlySpan<double> captured, ReadOnlySpan<double> played)
        {
            var (a, b) = (Amplitude(captured), Amplitude(played));
            var product = a * System.Numerics.Complex.Conjugate(b);
            return product.Magnitude > 0 ? product.Phase : null;
        }

        private System.Numerics.Complex Amplitude(ReadOnlySpan<double> samples) =>
            new(InnerProduct.Of(samples, _cos), -InnerProduct.Of(samples, _sin));
    }
}
