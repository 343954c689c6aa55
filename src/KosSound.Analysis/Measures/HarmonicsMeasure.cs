using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Spectra;

namespace KosSound.Analysis.Measures;

/// <summary>Total harmonic distortion by the sweep: the harmonics 2 … 5 that the band holds, by power over all fundamentals.</summary>
internal static class HarmonicsMeasure
{
    private const string Id = "thd.db";
    private const int PointsPerOctave = 24;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (context.ResponseOf(channel.Channel) is { } response)
                Measure(context, sheet, channel.Channel, response);
            else
                sheet.Missing(Id, channel.Channel, "because the capture does not hold both sweeps of the stimulus");
        }
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet, int channel, SweepResponse response)
    {
        var harmonics = HarmonicResponse.Of(response, context.Recorded.RateHz, context.Reference.NyquistHz);
        var (ratio, variance, parts, because) = (0.0, 0.0, new List<string>(), default(string));
        for (var order = 2; order <= HarmonicResponse.HighestOrder; order++)
        {
            var (levels, reason) = harmonics.Levels(order, PointsPerOctave);
            because ??= reason;
            if (levels is null)
                continue;
            // A harmonic that does not stand out of the noise counts with what the noise could hide.
            var (power, sigma) = (levels.Ratio, levels.RatioUncertainty);
            ratio += Math.Max(power, sigma);
            variance += sigma * sigma;
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"H{order} {(power > sigma ? "" : "< ")}{Decibels.OfPower(Math.Max(power, sigma)):F1} dB"));
            sheet.Curves.Add(new Curve($"{CurveKind.Harmonic}-{order}", channel, levels.Hz, Curve(levels)));
        }
        if (parts.Count == 0)
            sheet.Missing(Id, channel, because ?? "because no harmonic lies within the band");
        else
            sheet.Add(Id, channel, Decibels.OfPower(ratio), 10 / Math.Log(10) * Math.Sqrt(variance) / ratio, string.Join(", ", parts));
    }

    private static double[] Curve(HarmonicLevels levels) =>
        [.. levels.Power.Select((p, i) => Decibels.OfPower(Math.Max(p, 1e-18 * levels.Fundamental[i] + 1e-30) / Math.Max(levels.Fundamental[i], 1e-24)))];
}
