using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>The capture over time, with a mark wherever something was lost, repeated, inserted or altered.</summary>
internal static class WaveformPlot
{
    public static Plot? Of(FormatEvidence evidence, IReadOnlyList<TestRecord> tests)
    {
        var envelopes = evidence.Curves.Where(c => c.Kind == CurveKind.Waveform && c.Y.Count > 0).ToList();
        if (envelopes.Count == 0)
            return null;
        var traces = envelopes.Select(c => new Trace(PlotGallery.Channel(c.Channel), c.X, c.Y, TraceStyle.Envelope, c.Channel)).ToList();
        var events = tests.SelectMany(t => t.Events).ToList();
        foreach (var kind in events.GroupBy(e => e.Kind))
        {
            var at = kind.Select(e => e.CaptureSeconds).Order().ToList();
            traces.Add(new Trace($"{kind.Key} ({Figures.Integer(at.Count)})", at, at, TraceStyle.Marks, 0));
        }
        var peak = Math.Max(envelopes.Max(c => c.Y.Max()), 1e-3);
        return new Plot
        {
            Title = "Waveform of the capture",
            Description = events.Count == 0 ? "Peak amplitude over time; no dropout was found." : $"Peak amplitude over time with {Figures.Integer(events.Count)} marked events.",
            X = Axis.Linear("time in the capture", "s", traces.Where(t => t.Style == TraceStyle.Envelope).SelectMany(t => t.X), 0.01) with
            {
                Min = envelopes.Min(c => c.X[0]),
                Max = envelopes.Max(c => c.X[^1]),
            },
            Y = Axis.Linear("amplitude", "FS", [-peak, peak], 0.001),
            Traces = traces,
        };
    }
}
