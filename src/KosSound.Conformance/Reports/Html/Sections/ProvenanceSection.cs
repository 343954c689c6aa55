namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>What decided: command line, files with their hashes; and the line a person signs on paper.</summary>
internal static class ProvenanceSection
{
    public static void Write(Markup html, ReportModel report)
    {
        var header = report.Run.Header;
        html.Open("section", ("class", "provenance"), ("aria-labelledby", "provenance"));
        html.Element("h2", "What decided", ("id", "provenance"));
        if (report.Run.Notes.Count > 0)
            html.Element("p", $"Exit code {Figures.Integer((int)report.Run.ExitCode)}: {string.Join("; ", report.Run.Notes)}");
        html.Open("p").Text("Command line: ").Element("code", string.Join(' ', header.Argv), ("data-copy", "")).Close();
        if (header.Inputs.Count > 0)
        {
            html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
            html.Element("th", "File", ("scope", "col")).Element("th", "SHA-256", ("scope", "col")).Close().Close().Open("tbody");
            foreach (var input in header.Inputs)
            {
                html.Open("tr").Open("th", ("scope", "row")).Element("code", input.Path).Close();
                html.Open("td").Element("code", input.Sha256, ("class", "hash")).Close().Close();
            }
            html.Close().Close().Close();
        }
        html.Open("p").Text("The same facts for machines: ");
        foreach (var file in (ReadOnlySpan<string>)["results.json", "junit.xml", "events.jsonl", "manifest.sha256"])
            html.Element("a", file, ("href", "./" + file)).Text(" ");
        html.Close().Close();
        html.Open("p", ("class", "signature"));
        foreach (var field in (ReadOnlySpan<string>)["Date", "Name", "Signature"])
            html.Element("span", field);
        html.Close();
    }
}
