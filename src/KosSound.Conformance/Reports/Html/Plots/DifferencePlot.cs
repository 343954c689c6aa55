using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>By how much the magnitude response differs from the baseline's, gain included.</summary>
internal static class DifferencePlot
{
    /// <summary>Draws the channels both runs have.</summary>
    /// <returns>Null without baseline, or where no channel was measured in both.</returns>
    public static Plot? Of(ReportModel report, FormatEvidence evidence)
    {
        var before = PlotGallery.Of(report.BaselineOf(evidence.Format), CurveKind.Response).DistinctBy(c => c.Channel).ToDictionary(c => c.Channel);
        var traces = PlotGallery.Of(evidence, CurveKind.Response)
            .Where(c => before.ContainsKey(c.Channel))
            .Select(c => Difference(c, before[c.Channel]))
            .Where(t => t.X.Count > 1)
            .ToList();
        return traces.Count == 0 ? null : new Plot
        {
            Title = "Response, new minus baseline",
            Description = "Difference of the gain over frequency, one curve per channel; zero where nothing changed.",
            X = Axis.Frequency(traces.SelectMany(t => t.X)),
            Y = Axis.Linear("difference", "dB", traces.SelectMany(t => t.Y), 0.1),
            Traces = traces,
        };
    }

    private static Trace Difference(Curve now, Curve before)
    {
        List<double> x = [], y = [];
        var at = 0;
        for (var i = 0; i < now.X.Count; i++)
        {
            while (at + 1 < before.X.Count && before.X[at + 1] < now.X[i])
                at++;
            if (Between(before, at, now.X[i]) is not { } old)
                continue;
            x.Add(now.X[i]);
            y.Add(now.Y[i] - old);
        }

        return new Trace(PlotGallery.Channel(now.Channel), x, y, TraceStyle.Line, now.Channel);
    }

    /// <summary>The curve at x between two neighbouring points; null outside the curve.</summary>
    private static double? Between(Curve curve, int at, double x)
    {
        if (x < curve.X[0] || x > curve.X[^1])
            return null;
        if (at + 1 >= curve.X.Count || curve.X[at + 1] <= curve.X[at])
            return curve.Y[at];
        return curve.Y[at] + ((curve.Y[at + 1] - curve.Y[at]) * (x - curve.X[at]) / (curve.X[at + 1] - curve.X[at]));
    }
}
