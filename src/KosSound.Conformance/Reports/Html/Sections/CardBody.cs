using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Everything known about one test: clause, message, values against limits, events, sound, and how to run it again.</summary>
internal static class CardBody
{
    private const int ShownEvents = 20;

    /// <summary>More files than this are folded away.</summary>
    private const int ShownFiles = 4;

    /// <summary>How the names of traces of calls and messages end.</summary>
    private const string WireTrace = "-wire.txt";

    /// <summary>Longer texts are linked only, in bytes.</summary>
    private const int LongestText = 40_000;

    /// <summary>Writes it.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="report">What the page is about.</param>
    /// <param name="test">The test.</param>
    /// <param name="isCause">Whether it is worth hearing and seeing; what merely follows is heard in its cause.</param>
    public static void Write(Markup html, ReportModel report, TestRecord test, bool isCause)
    {
        html.Open("p", ("class", "clause")).Text(test.Clause).Text(" ").Element("span", test.Level.ToString().ToLowerInvariant(), ("class", "level")).Close();
        if (test.Reason is { } reason)
            html.Element("p", $"Reason: {reason}", ("class", "reason"));
        if (test.ExplainedBy is { } cause)
            html.Open("p", ("class", "explained")).Text("Explained by ").Element("a", cause, ("href", report.Knows(cause) ? "#" + report.AnchorOfTest(cause) : null)).Close();
        if (test.Format is { } format)
            html.Open("p").Text("Format ").Element("a", format, ("href", "#" + report.AnchorOf(format))).Close();
        Measurements(html, test);
        Events(html, test);
        if (isCause)
            ListenSection.Write(html, report, test);
        Attempts(html, test);
        Attachments(html, test.Attachments);
        if (isCause)
            Protocols(html, report, test);
        Reproduce(html, test);
    }

    private static void Measurements(Markup html, TestRecord test)
    {
        if (test.Measurements.Count == 0)
            return;
        MeasurementTable.Begin(html, gauges: true);
        html.Open("tbody");
        MeasurementTable.Rows(html, test, gauges: true);
        html.Close();
        MeasurementTable.End(html);
    }

    private static void Events(Markup html, TestRecord test)
    {
        if (test.Events.Count == 0)
            return;
        html.Open("div", ("class", "scroll")).Open("table", ("class", "events"));
        html.Element("caption", test.Events.Count > ShownEvents
            ? $"Events: the first {Figures.Integer(ShownEvents)} of {Figures.Integer(test.Events.Count)}"
            : $"Events: {Figures.Integer(test.Events.Count)}");
        html.Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Event", "In stimulus", "In capture", "Frames", "Channel"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var e in test.Events.Take(ShownEvents))
        {
            html.Open("tr").Element("th", e.Kind, ("scope", "row"));
            html.Element("td", Figures.WithUnit(Place(e), "s"), ("class", "n"));
            html.Element("td", Figures.WithUnit(Figures.Number(e.CaptureSeconds, 4), "s"), ("class", "n"));
            html.Element("td", Figures.Integer(e.Frames), ("class", "n"));
            html.Element("td", e.Channel is { } channel ? Figures.Integer(channel) : "all", ("class", "n")).Close();
        }
        html.Close().Close().Close();
    }

    private static string Place(EventRecord e) => Figures.Number(e.AtSeconds, 4) + (e.PlusMinusSeconds >= 1e-4 ? $" ± {Figures.Number(e.PlusMinusSeconds.Value, 4)}" : "");

    private static void Attempts(Markup html, TestRecord test)
    {
        if (test.Attempts.Count == 0)
            return;
        html.Element("p", test.Attempts.Count == 1 ? "One attempt before this result was spoilt:" : $"{Figures.Integer(test.Attempts.Count)} attempts before this result were spoilt:");
        html.Open("ol", ("class", "attempts"));
        foreach (var attempt in test.Attempts)
        {
            html.Open("li").Badge(Standings.Of(attempt.Outcome));
            html.Text($" {Figures.Duration(TimeSpan.FromMilliseconds(attempt.DurationMs))} {attempt.Message}").Close();
        }
        html.Close();
    }

    /// <summary>Links to files that lie beside the page.</summary>
    public static void Attachments(Markup html, IEnumerable<AttachmentRecord> attachments)
    {
        var files = attachments.ToList();
        if (files.Count == 0)
            return;
        if (files.Count > ShownFiles)
            html.Open("details").Element("summary", $"{Figures.Integer(files.Count)} files beside this page");
        html.Open("ul", ("class", "files"));
        foreach (var file in files)
        {
            html.Open("li").Element("a", file.Path, ("href", RelativeLink.To(file.Path)));
            html.Element("small", $" {file.Mime}, {Figures.Bytes(file.Bytes)}").Close();
        }
        html.Close();
        if (files.Count > ShownFiles)
            html.Close();
    }

    /// <summary>Attachments that are text: traces of what went over the wire.</summary>
    private static void Protocols(Markup html, ReportModel report, TestRecord test)
    {
        foreach (var file in test.Attachments.Where(a => a.Mime.StartsWith("text/", StringComparison.Ordinal) && a.Bytes <= LongestText))
        {
            using var stream = report.Input.OpenAttachment?.Invoke(file.Path);
            if (stream is null)
                continue;
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            if (!report.Afford(text.Length))
                continue;
            html.Open("details", ("class", "trace")).Element("summary", file.Path.EndsWith(WireTrace, StringComparison.Ordinal) ? $"What went over the wire ({file.Path})" : file.Path);
            html.Open("pre", ("tabindex", "0")).Text(text.TrimEnd()).Close().Close();
        }
    }

    private static void Reproduce(Markup html, TestRecord test)
    {
        if (test.Reproduce is not { } command)
            return;
        html.Open("p", ("class", "reproduce")).Text("Reproduce: ").Element("code", command, ("data-copy", "")).Close();
    }
}
