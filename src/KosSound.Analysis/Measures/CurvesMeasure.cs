using KosSound.Analysis.Alignment;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Spectra;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Measures;

/// <summary>Curves that carry no metric of their own: impulse response, group delay, waveform.</summary>
internal static class CurvesMeasure
{
    private const int WaveformColumns = 1_000;
    private const int ImpulsePoints = 1_000;
    private const double ImpulseLeadSeconds = 0.002;
    private const double DelayWindowSeconds = 0.1;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Heard)
        {
            if (context.ResponseOf(channel.Channel) is not { } response)
                continue;
            var impulse = response.Impulse(response.Average, (0.5 * response.LowHz, response.LowHz, response.HighHz, response.EndHz));
            sheet.Curves.Add(Impulse(impulse, context.Recorded.RateHz, channel.Channel));
            sheet.Curves.Add(GroupDelay(impulse, response, context, channel.Channel));
        }
    }

    /// <summary>Largest magnitude of every column of the whole capture.</summary>
    public static IEnumerable<Curve> Waveforms(CaptureSamples samples)
    {
        var columns = Math.Min(WaveformColumns, samples.Frames);
        if (columns == 0)
            yield break;
        var block = new double[(samples.Frames + columns - 1) / columns];
        for (var channel = 0; channel < samples.Format.Channels; channel++)
        {
            var (x, y) = (new double[columns], new double[columns]);
            for (var column = 0; column < columns; column++)
            {
                var (start, end) = ((long)column * samples.Frames / columns, (long)(column + 1) * samples.Frames / columns);
                var part = block.AsSpan(0, (int)(end - start));
                samples.Read(channel, start, part);
                foreach (var sample in part)
                    y[column] = Math.Max(y[column], Math.Abs(sample));
                x[column] = (double)start / samples.Format.RateHz;
            }
            yield return new Curve(CurveKind.Waveform, channel, x, y);
        }
    }

    private static Curve Impulse(double[] impulse, int rateHz, int channel)
    {
        var lead = (int)(ImpulseLeadSeconds * rateHz);
        var points = Math.Min(ImpulsePoints, impulse.Length / 2);
        return new Curve(CurveKind.Impulse, channel,
            [.. Enumerable.Range(-lead, points).Select(i => 1e3 * i / rateHz)],
            [.. Enumerable.Range(-lead, points).Select(i => impulse[i < 0 ? i + impulse.Length : i])]);
    }

    /// <summary>−dφ/dω by the transform of n·h[n], averaged with |H|² as weight (Oppenheim and Schafer, section 5.1.1).</summary>
    private static Curve GroupDelay(double[] impulse, SweepResponse response, MeasurementContext context, int channel)
    {
        var (rateHz, size) = (context.Recorded.RateHz, impulse.Length);
        var half = Math.Min((int)(DelayWindowSeconds * rateHz), size / 3);
        var (windowed, ramped) = (new double[size], new double[size]);
        for (var i = -half; i < half; i++)
        {
            var (at, u) = (i < 0 ? i + size : i, Math.Abs((double)i / half));
            windowed[at] = impulse[at] * (u <= 0.5 ? 1 : 0.5 + 0.5 * Math.Cos(2 * Math.PI * (u - 0.5)));
            ramped[at] = i * windowed[at];
        }
        var (h, g) = (Spectrum.Of(windowed, response.Fft), Spectrum.Of(ramped, response.Fft));
        var (product, power) = (new double[h.Bins], new double[h.Bins]);
        for (var bin = 0; bin < h.Bins; bin++)
        {
            product[bin] = g.Real[bin] * h.Real[bin] + g.Imaginary[bin] * h.Imaginary[bin];
            power[bin] = h.Power(bin);
        }
        var axis = LogAxis.Between(response.LowHz * 1.5, response.HighHz * 0.97, 48);
        var (top, weights) = (axis.MeanOf(product, response.BinHz), axis.MeanOf(power, response.BinHz));
        var least = 1e-6 * weights.Max();
        var points = Enumerable.Range(0, top.Length).Where(i => weights[i] > least).ToArray();
        var remainder = context.Capture.RemainderFrames(channel);
        return new Curve(CurveKind.GroupDelay, channel, [.. points.Select(i => axis.Hz[i])],
            [.. points.Select(i => 1e3 * (top[i] / weights[i] - remainder) / rateHz)]);
    }
}
