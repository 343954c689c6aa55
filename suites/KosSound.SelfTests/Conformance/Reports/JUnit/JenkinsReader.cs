using System.Globalization;
using System.Xml.Linq;

namespace KosSound.SelfTests.Conformance.Reports.JUnit;

/// <summary>The reading rules of Jenkins' junit plugin, with its attachments plugin, in own words: suites nest; the class decides the package;
/// commas in times are group separators; error goes before failure; attachments are whole lines of a case's system-out.</summary>
internal static class JenkinsReader
{
    public static IReadOnlyList<ReadCase> Read(string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        return [.. root.DescendantsAndSelf("testsuite").SelectMany(suite => suite.Elements("testcase").Select(c => Case(suite, c)))];
    }

    private static ReadCase Case(XElement suite, XElement test)
    {
        var className = (string?)test.Attribute("classname") ?? (string)suite.Attribute("name")!;
        var package = className.Contains('.', StringComparison.Ordinal) ? className[..className.LastIndexOf('.')] : "(root)";
        var mark = test.Element("error") ?? test.Element("failure");
        var status = mark is not null ? ReadStatus.Failed : test.Element("skipped") is not null ? ReadStatus.Skipped : ReadStatus.Success;
        // The stack trace is the text; the details above it are the attribute.
        var shown = status switch
        {
            ReadStatus.Failed => (string?)mark!.Attribute("message") + "\n" + mark.Value,
            ReadStatus.Skipped => (string?)test.Element("skipped")!.Attribute("message") ?? "",
            _ => "",
        };
        var name = (string)test.Attribute("name")!;
        return new ReadCase($"{package}|{className}|{name}", name, status, shown, Seconds((string?)test.Attribute("time")), Attachments(test));
    }

    private static double Seconds(string? text) =>
        double.TryParse(text?.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static List<string> Attachments(XElement test) =>
        [.. test.Elements("system-out").SelectMany(o => o.Value.Split('\n')).Select(line => line.Trim())
            .Where(line => line.StartsWith("[[ATTACHMENT|", StringComparison.Ordinal) && line.EndsWith("]]", StringComparison.Ordinal))
            .Select(line => line["[[ATTACHMENT|".Length..^2].Split('|')[0])];
}
