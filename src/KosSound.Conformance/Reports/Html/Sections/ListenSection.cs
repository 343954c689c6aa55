using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Plots;
using KosSound.Conformance.Reports.Html.Sound;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>The failure to hear and to see: around events an excerpt of the capture and its samples; else the part of the stimulus the
/// check listens to, and the curves that show it.</summary>
internal static class ListenSection
{
    private const int ShownEvents = 3, ShownParts = 2, CloseUpPoints = 600;

    /// <summary>What a plot takes in the page, roughly, for the budget it shares with the sound.</summary>
    private const int PlotCharacters = 12_000;

    public static void Write(Markup html, ReportModel report, TestRecord test)
    {
        var capture = report.Captures.Capture(test);
        if (test.Events.Count > 0 && capture is not null)
            Events(html, report, test, capture);
        else
            Parts(html, report, test, capture);
    }

    private static void Events(Markup html, ReportModel report, TestRecord test, WaveAudio capture)
    {
        html.Open("div", ("class", "listen"));
        var heardUntil = double.NegativeInfinity;
        foreach (var e in test.Events.Take(ShownEvents))
        {
            if (e.CaptureSeconds > heardUntil && Excerpt.Around(e, capture) is { } excerpt && report.Afford(excerpt.DataUri.Length))
            {
                Player(html, $"{e.Kind} at {Figures.Number(e.CaptureSeconds, 3)} s", $"{e.Kind} at {Figures.Number(e.CaptureSeconds, 4)} s, {Figures.Number(excerpt.BeforeSeconds, 2)} s into", excerpt);
                heardUntil = e.CaptureSeconds + excerpt.Seconds - excerpt.BeforeSeconds;
            }
        }
        html.Open("div", ("class", "plots"));
        foreach (var e in test.Events.Take(ShownEvents))
        {
            if (CloseUpPlot.Of(e, capture, report.Captures.Stimulus(test)) is { } plot)
                Draw(html, report, plot, CloseUpPoints);
        }
        foreach (var plot in PlotGallery.Of(report, test))
            Draw(html, report, plot, report.PointsPerTrace);
        html.Close().Close();
    }

    private static void Parts(Markup html, ReportModel report, TestRecord test, WaveAudio? capture)
    {
        var plots = PlotGallery.Of(report, test).ToList();
        if (capture is null && plots.Count == 0)
            return;
        html.Open("div", ("class", "listen"));
        foreach (var (name, excerpt) in capture is null ? [] : test.Format is null ? Takes(report, test) : Excerpts(report, test, capture))
        {
            if (report.Afford(excerpt.DataUri.Length))
                Player(html, name, $"{name}:", excerpt);
        }
        html.Open("div", ("class", "plots"));
        foreach (var plot in plots)
            Draw(html, report, plot, report.PointsPerTrace);
        html.Close().Close();
    }

    // A clause has no stimulus of known parts: what it recorded last is heard where it is loudest.
    private static IEnumerable<(string Name, Excerpt Excerpt)> Takes(ReportModel report, TestRecord test)
    {
        foreach (var (name, audio) in report.Captures.Last(test, ShownParts))
        {
            if (Excerpt.Loudest(audio) is { } loudest)
                yield return ($"{name}, loudest moment", loudest);
        }
    }

    private static IEnumerable<(string Name, Excerpt Excerpt)> Excerpts(ReportModel report, TestRecord test, WaveAudio capture)
    {
        var parts = test.Format is { } format && report.EvidenceOf(format) is { } evidence ? evidence.Parts : [];
        var channel = test.Measurements.FirstOrDefault(m => m.Outcome == Outcome.Fail)?.Channel;
        var told = ListenedTo(CheckTable.NameOf(test))
            .SelectMany(start => parts.Where(p => p.Name.StartsWith(start, StringComparison.Ordinal)).OrderByDescending(p => p.Channel == channel).Take(ShownParts))
            .DistinctBy(p => p.Name).Take(ShownParts).ToList();
        foreach (var part in told)
        {
            if (Excerpt.Over(part, capture, part.Channel ?? channel) is { } excerpt)
                yield return (part.Name, excerpt);
        }

        if (told.Count == 0 && Excerpt.Loudest(capture) is { } loudest)
            yield return ("loudest moment", loudest);
    }

    /// <summary>Parts of the stimulus in which a failure of the check is heard best, by the start of their names.</summary>
    private static string[] ListenedTo(string check) => check switch
    {
        "response" or "bandwidth" or "channels" or "crosstalk" => ["sweep-1-"],
        "distortion" => ["tone-997", "sweep-1-"],
        "level" => ["staircase", "tone-997"],
        "noise" => ["silence-start", "silence-end"],
        "latency" => ["marker-start"],
        "clock" => ["tone-997"],
        "bits" or "dropouts" => ["payload", "multitone"],
        _ => [],
    };

    private static void Draw(Markup html, ReportModel report, Plot plot, int mostPoints)
    {
        if (report.Afford(PlotCharacters))
            SvgPlot.Write(html, report.Shapes, plot, mostPoints);
    }

    private static void Player(Markup html, string label, string about, Excerpt excerpt)
    {
        html.Open("figure", ("class", "player"));
        html.Open("audio", ("controls", ""), ("preload", "metadata"), ("src", excerpt.DataUri), ("aria-label", label)).Close();
        html.Element("figcaption", $"{about} {Figures.Number(excerpt.Seconds, 2)} s of {excerpt.Channels}, as recorded");
        html.Close();
    }
}
