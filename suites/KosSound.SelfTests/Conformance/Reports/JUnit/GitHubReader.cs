using System.Globalization;
using System.Xml.Linq;

namespace KosSound.SelfTests.Conformance.Reports.JUnit;

/// <summary>What the common GitHub reporters have in common, in own words: the root must be testsuites with testsuite children directly below;
/// the first failure or error counts; they show attribute or body; cases are told apart by class and name.</summary>
internal static class GitHubReader
{
    public static IReadOnlyList<ReadCase> Read(string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        if (root.Name != "testsuites")
            throw new FormatException($"the root is {root.Name}, not testsuites");
        return [.. root.Elements("testsuite").SelectMany(s => s.Elements("testcase")).Select(Case)];
    }

    private static ReadCase Case(XElement test)
    {
        var mark = test.Element("failure") ?? test.Element("error");
        var status = mark is not null ? (mark.Name == "failure" ? ReadStatus.Failed : ReadStatus.Error)
            : test.Element("skipped") is not null ? ReadStatus.Skipped : ReadStatus.Success;
        var element = mark ?? test.Element("skipped");
        var shown = (string?)element?.Attribute("message") ?? element?.Value ?? "";
        var name = (string)test.Attribute("name")!;
        return new ReadCase($"{(string)test.Attribute("classname")!} {name}", name, status, shown, double.Parse((string)test.Attribute("time")!, CultureInfo.InvariantCulture), []);
    }
}
