using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Plots;
using KosSound.Conformance.Reports.Html.Sound;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>The failure to hear and to see: an excerpt of the capture and its samples around the first events.</summary>
internal static class ListenSection
{
    private const int ShownEvents = 3, CloseUpPoints = 600;

    /// <summary>What a plot takes in the page, roughly, for the budget it shares with the sound.</summary>
    private const int PlotCharacters = 12_000;

    public static void Write(Markup html, ReportModel report, TestRecord test)
    {
        if (test.Events.Count == 0 || report.Captures.Capture(test) is not { } capture)
            return;
        html.Open("div", ("class", "listen"));
        var heardUntil = double.NegativeInfinity;
        foreach (var e in test.Events.Take(ShownEvents))
        {
            if (e.CaptureSeconds > heardUntil && Excerpt.Around(e, capture) is { } excerpt && report.Afford(excerpt.DataUri.Length))
            {
                Player(html, e, excerpt);
                heardUntil = e.CaptureSeconds + excerpt.Seconds - excerpt.BeforeSeconds;
            }
        }
        html.Open("div", ("class", "plots"));
        foreach (var e in test.Events.Take(ShownEvents))
        {
            if (CloseUpPlot.Of(e, capture, report.Captures.Stimulus(test)) is { } plot && report.Afford(PlotCharacters))
                SvgPlot.Write(html, plot, CloseUpPoints);
        }
        html.Close().Close();
    }

    private static void Player(Markup html, EventRecord e, Excerpt excerpt)
    {
        html.Open("figure", ("class", "player"));
        html.Open("audio", ("controls", ""), ("preload", "metadata"), ("src", excerpt.DataUri), ("aria-label", $"{e.Kind} at {Figures.Number(e.CaptureSeconds, 3)} s")).Close();
        html.Element("figcaption", $"{e.Kind} {Figures.Number(excerpt.BeforeSeconds, 2)} s into {Figures.Number(excerpt.Seconds, 2)} s of {excerpt.Channels}, as recorded");
        html.Close();
    }
}
