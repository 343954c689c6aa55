using KosSound.Conformance.Reports.Html.Sections;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Writes report.html: one file without network, scripts or styles it could not do without.</summary>
public static class HtmlReport
{
    /// <summary>Writes the page for a run.</summary>
    /// <param name="writer">Receives UTF-8 safe text; neither flushed nor closed here.</param>
    /// <param name="input">The run and what there is to draw.</param>
    public static void Write(TextWriter writer, HtmlReportInput input)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(input);
        var report = new ReportModel(input);
        var html = new Markup(writer);
        var header = input.Run.Header;
        Page.Begin(html, $"{report.Verdict.Word}: {header.Target.Serial ?? header.Target.Endpoint} – sound conformance");
        HeadSection.Write(html, report);
        MatrixSection.Write(html, report);
        FailureSection.Write(html, report);
        OverviewSection.Write(html, report);
        ContractSection.Write(html, report);
        FormatSection.Write(html, report);
        ProvenanceSection.Write(html, report);
        Page.End(html);
    }
}
