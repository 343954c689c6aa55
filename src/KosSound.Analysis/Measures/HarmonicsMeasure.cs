using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Spectra;

namespace KosSound.Analysis.Measures;

/// <summary>Total harmonic distortion by the sweep: the harmonics 2 … 5 that the band holds, by power over all fundamentals.</summary>
internal static class HarmonicsMeasure
{
    private const string Id = "thd.db";
    private const int PointsPerOctave = 24;

    /// <summary>The least distortion that is told from noise, in its standard uncertainties; less reads as that, at most.</summary>
    private const double LeastSigmas = 3;
    private const double LeastRatio = 1e-18;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (context.ResponseOf(channel.Channel) is { } response)
                Measure(context, sheet, channel.Channel, response);
            else
                sheet.Missing(Id, channel.Channel, context.Capture.WhyNoSweeps);
        }
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet, int channel, SweepResponse response)
    {
        var harmonics = HarmonicResponse.Of(response, context.Request.Loopback, context.Recorded.RateHz, context.Reference.NyquistHz);
        var (ratio, variance, parts, because) = (0.0, 0.0, new List<string>(), default(string));
        for (var order = 2; order <= HarmonicResponse.HighestOrder; order++)
        {
            var (levels, reason) = harmonics.Levels(order, PointsPerOctave);
            because ??= reason;
            if (levels is null)
                continue;
            var (power, sigma) = (levels.Ratio, levels.RatioUncertainty);
            ratio += power;
            variance += sigma * sigma;
            var hidden = Math.Max(LeastSigmas * sigma, LeastRatio);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"H{order} {(power > hidden ? "" : "< ")}{Decibels.OfPower(Math.Max(power, hidden)):F1} dB"));
            sheet.Curves.Add(new Curve($"{CurveKind.Harmonic}-{order}", channel, levels.Hz, Curve(levels)));
        }
        if (parts.Count == 0)
            sheet.Missing(Id, channel, because ?? "because no harmonic lies within the band");
        else
        {
            var (sigma, least) = (Math.Sqrt(variance), Math.Max(LeastSigmas * Math.Sqrt(variance), LeastRatio));
            var value = Math.Max(ratio, least);
            sheet.Add(Id, channel, Decibels.OfPower(value), Decibels.OfRelativePower(sigma / value), $"{(ratio > least ? "" : "at most: ")}{string.Join(", ", parts)}");
        }
    }

    private static double[] Curve(HarmonicLevels levels) =>
        [.. levels.Power.Select((p, i) => Decibels.OfPower(Math.Max(p, 1e-18 * levels.Fundamental[i] + 1e-30) / Math.Max(levels.Fundamental[i], 1e-24)))];
}
