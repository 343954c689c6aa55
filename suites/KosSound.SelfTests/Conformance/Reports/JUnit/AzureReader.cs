using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KosSound.SelfTests.Conformance.Reports.JUnit;

/// <summary>The reading rules of Azure DevOps' PublishTestResults, in own words: failure and error both count as failed; the message is the
/// attribute, the body is the stack trace; a case without a name is dropped; the suite's timestamp must parse.</summary>
internal static partial class AzureReader
{
    public static IReadOnlyList<ReadCase> Read(string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        return [.. root.DescendantsAndSelf("testsuite").SelectMany(Suite)];
    }

    private static IEnumerable<ReadCase> Suite(XElement suite)
    {
        _ = DateTime.Parse((string)suite.Attribute("timestamp")!, CultureInfo.InvariantCulture);
        return suite.Elements("testcase").Where(c => !string.IsNullOrEmpty((string?)c.Attribute("name"))).Select(Case);
    }

    private static ReadCase Case(XElement test)
    {
        var mark = test.Element("failure") ?? test.Element("error");
        var status = mark is not null ? ReadStatus.Failed : test.Element("skipped") is not null ? ReadStatus.Skipped : ReadStatus.Success;
        var shown = (string?)(mark ?? test.Element("skipped"))?.Attribute("message") ?? "";
        var name = (string)test.Attribute("name")!;
        return new ReadCase($"{(string?)test.Attribute("classname")}.{name}", name, status, shown,
            TimeSpan.FromSeconds(double.Parse((string)test.Attribute("time")!, CultureInfo.InvariantCulture)).TotalSeconds,
            [.. Attachment().Matches(string.Concat(test.Elements("system-out").Select(o => o.Value))).Select(m => m.Groups[1].Value)]);
    }

    [GeneratedRegex(@"\[\[ATTACHMENT\|(.*?)\]\]")]
    private static partial Regex Attachment();
}
