using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Sound;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>The samples around an event, what was played laid under what arrived.</summary>
internal static class CloseUpPlot
{
    private const double MarginSeconds = 0.002, LongestSeconds = 0.2;

    /// <summary>Draws one channel: the affected one, or the first.</summary>
    /// <returns>Null when the event lies outside the capture.</returns>
    public static Plot? Of(EventRecord e, WaveAudio capture, WaveAudio? stimulus)
    {
        var channel = Math.Min(e.Channel ?? 0, capture.Format.Channels - 1);
        var length = Math.Min((double)e.Frames / capture.Format.RateHz, LongestSeconds);
        var arrived = Samples(capture, e.CaptureSeconds, length, channel, PlotGallery.Channel(channel) + " as recorded", TraceStyle.Line);
        if (arrived is null)
            return null;
        var played = stimulus is null ? null : Samples(stimulus, e.AtSeconds, length, channel, "as played", TraceStyle.Reference);
        List<Trace> traces = [new Trace(e.Kind, [0], [length * 1e3], TraceStyle.Marks, 0), .. new[] { played, arrived }.OfType<Trace>()];
        var levels = traces.Where(t => t.Style != TraceStyle.Marks).SelectMany(t => t.Y).ToList();
        return new Plot
        {
            Title = $"{e.Kind} at {Figures.Number(e.CaptureSeconds, 4)} s, close up",
            Description = $"Samples around the event in {PlotGallery.Channel(channel)}, time counted from its start.",
            X = Axis.Span("time from the event", "ms", arrived.X),
            Y = Axis.Linear("amplitude", "FS", levels, 1e-6),
            Traces = traces,
        };
    }

    private static Trace? Samples(WaveAudio audio, double atSeconds, double lengthSeconds, int channel, string name, TraceStyle style)
    {
        if (CaptureShelf.Cut(audio, atSeconds - MarginSeconds, atSeconds + lengthSeconds + MarginSeconds) is not ({ } cut, { } start))
            return null;
        var plane = cut[Math.Min(channel, cut.Channels - 1)].ToArray();
        return new Trace(name, [.. plane.Select((_, n) => (start + (double)n / cut.RateHz - atSeconds) * 1e3)], plane, style, channel);
    }
}
