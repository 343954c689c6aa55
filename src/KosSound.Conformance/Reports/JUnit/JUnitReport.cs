using System.Globalization;
using System.Text;
using System.Xml;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.JUnit;

/// <summary>
/// Writes junit.xml in the dialect that Jenkins, GitLab, the GitHub reporters and Azure DevOps read alike: one suite per group of
/// tests, unique names, at most one of failure, error and skipped, one system-out.
/// </summary>
public static class JUnitReport
{
    private const double LongestSeconds = 1e9;

    /// <summary>Writes UTF-8 without byte order mark.</summary>
    public static void Write(Stream stream, RunRecord run, JUnitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using var xml = XmlWriter.Create(stream, settings);
        var suites = JUnitSuite.Of(run);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "KosSoundConformance");
        WriteCounts(xml, [.. suites.SelectMany(s => s.Cases)]);
        foreach (var suite in suites)
            WriteSuite(xml, run, suite, options ?? new JUnitOptions());
        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, RunRecord run, JUnitSuite suite, JUnitOptions options)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", VisibleText.OneLine(suite.Name));
        WriteCounts(xml, suite.Cases);
        xml.WriteAttributeString("timestamp", run.Header.StartedUtc.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", VisibleText.OneLine(run.Header.Target.Endpoint));
        WriteProperties(xml, run.Header);
        foreach (var test in suite.Cases)
            WriteCase(xml, suite, test, options);
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<JUnitCase> cases)
    {
        xml.WriteAttributeString("tests", Count(_ => true));
        xml.WriteAttributeString("failures", Count(c => c.Mark == JUnitMark.Failure));
        xml.WriteAttributeString("errors", Count(c => c.Mark == JUnitMark.Error));
        xml.WriteAttributeString("skipped", Count(c => c.Mark == JUnitMark.Skipped));
        xml.WriteAttributeString("time", Seconds(cases.Sum(c => c.DurationMs)));

        string Count(Func<JUnitCase, bool> which) => cases.Count(which).ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteProperties(XmlWriter xml, RunHeader header)
    {
        (string Name, string? Value)[] properties =
        [
            ("runId", header.RunId),
            ("endpoint", header.Target.Endpoint),
            ("serial", header.Target.Serial),
            ("firmware", header.Target.Firmware),
            ("profile", header.Profile),
            ("seed", header.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties.Where(p => p.Value is not null))
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", VisibleText.OneLine(value!));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, JUnitSuite suite, JUnitCase test, JUnitOptions options)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", VisibleText.OneLine(suite.ClassName));
        xml.WriteAttributeString("name", VisibleText.OneLine(test.Name));
        xml.WriteAttributeString("time", Seconds(test.DurationMs));
        if (test.Mark != JUnitMark.None)
        {
            xml.WriteStartElement(test.Mark.ToString().ToLowerInvariant());
            xml.WriteAttributeString("message", VisibleText.OneLine(test.Message));
            if (test.Mark != JUnitMark.Skipped)
                xml.WriteAttributeString("type", test.Kind);
            xml.WriteString(VisibleText.Escape(test.Body));
            xml.WriteEndElement();
        }

        if (test.Output(options) is { Length: > 0 } output)
            xml.WriteElementString("system-out", VisibleText.Escape(output));
        xml.WriteEndElement();
    }

    /// <summary>Azure refuses more than some 29 000 years; nothing real comes near this bound.</summary>
    private static string Seconds(double milliseconds) => Math.Min(milliseconds / 1000, LongestSeconds).ToString("0.000", CultureInfo.InvariantCulture);
}
