using System.Globalization;
using System.Text;
using System.Xml;

namespace KosSound.Conformance.Reports.JUnit;

/// <summary>A whole JUnit file and how it is spelled.</summary>
internal sealed record JUnitFile
{
    private const double LongestSeconds = 1e9;

    public required string Name { get; init; }
    public required DateTimeOffset StartedUtc { get; init; }
    public required string HostName { get; init; }

    /// <summary>Repeated in every suite, where readers look for them; those without a value are left out.</summary>
    public required IReadOnlyList<(string Name, string? Value)> Properties { get; init; }
    public required IReadOnlyList<JUnitSuite> Suites { get; init; }

    /// <summary>Writes UTF-8 without byte order mark.</summary>
    public void Write(Stream stream, JUnitOptions options)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using var xml = XmlWriter.Create(stream, settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", Name);
        WriteCounts(xml, [.. Suites.SelectMany(s => s.Cases)]);
        foreach (var suite in Suites)
            WriteSuite(xml, suite, options);
        xml.WriteEndElement();
    }

    private void WriteSuite(XmlWriter xml, JUnitSuite suite, JUnitOptions options)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", VisibleText.OneLine(suite.Name));
        WriteCounts(xml, suite.Cases);
        xml.WriteAttributeString("timestamp", StartedUtc.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", VisibleText.OneLine(HostName));
        WriteProperties(xml);
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

    private void WriteProperties(XmlWriter xml)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in Properties.Where(p => p.Value is not null))
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
