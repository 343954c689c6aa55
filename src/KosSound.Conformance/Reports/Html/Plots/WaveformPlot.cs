using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>The capture over time, one strip per channel, marked wherever something was lost, repeated, inserted or altered.</summary>
internal static class WaveformPlot
{
    public static Plot? Of(FormatRecord format, FormatEvidence evidence, IReadOnlyList<TestRecord> tests)
    {
        var envelopes = evidence.Curves.Where(c => c.Kind == CurveKind.Waveform && c.Y.Count > 0).OrderBy(c => c.Channel).ToList();
        if (envelopes.Count == 0)
            return null;
        var lanes = envelopes.Select((c, n) => (c.Channel, n)).ToDictionary(x => x.Channel, x => x.n);
        var events = tests.SelectMany(t => t.Events).ToList();
        var peak = Math.Max(envelopes.Max(c => c.Y.Max()), 1e-3) * 1.08;
        return new Plot
        {
            Title = "Waveform of the capture",
            Description = events.Count == 0
                ? "Peak amplitude over time, one strip per channel; no event was found."
                : $"Peak amplitude over time, one strip per channel, with {Figures.Integer(events.Count)} marked events.",
            X = Axis.Span("time in the capture", "s", envelopes.SelectMany(c => c.X)),
            Y = new Axis { Name = $"strip ±{Figures.Exact(Math.Round(peak, 3))}", Unit = "FS", Min = -peak, Max = peak },
            Lanes = [.. envelopes.Select(c => $"ch {Figures.Integer(c.Channel)}")],
            Traces =
            [
                .. envelopes.Select(c => new Trace(PlotGallery.Channel(c.Channel), c.X, c.Y, TraceStyle.Envelope, c.Channel, lanes[c.Channel])),
                .. events.GroupBy(e => (e.Kind, e.Channel)).Select(g => Marks(g.Key.Kind, g.Key.Channel, [.. g.OrderBy(e => e.CaptureSeconds)])),
            ],
        };

        Trace Marks(string kind, int? channel, List<EventRecord> of) => new(
            $"{kind} in {(channel is { } c ? PlotGallery.Channel(c) : "all channels")} ({Figures.Integer(of.Count)})",
            [.. of.Select(e => e.CaptureSeconds)],
            [.. of.Select(e => e.CaptureSeconds + (double)e.Frames / format.Recording.RateHz)],
            TraceStyle.Marks, 0, channel is { } lane && lanes.TryGetValue(lane, out var n) ? n : null);
    }
}
