using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KosSound.SelfTests.Conformance.Reports.JUnit;

/// <summary>GitLab's reading rules, in own words: XML becomes a hash, in which an element with text is its text and its attributes are lost,
/// an element without text is its attributes, and an element that occurs twice is a list; a case of a name that was seen before
/// replaces it; a system-out that is no single text is ignored, and only its first attachment counts.</summary>
internal static partial class GitLabReader
{
    /// <summary>Values of the attribute "type" at which the hash conversion parses the text as something else.</summary>
    private static readonly string[] ConvertedTypes =
        ["symbol", "date", "datetime", "duration", "integer", "float", "decimal", "boolean", "string", "yaml", "base64Binary", "base64", "file", "array"];

    public static IReadOnlyList<ReadCase> Read(string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        var cases = new Dictionary<string, ReadCase>();
        foreach (var suite in root.DescendantsAndSelf("testsuite"))
        {
            foreach (var test in suite.Elements("testcase"))
            {
                var read = Case(suite, test);
                cases[read.Key] = read;
            }
        }

        return [.. cases.Values];
    }

    private static ReadCase Case(XElement suite, XElement test)
    {
        var (status, element) = test.Element("failure") is { } failure ? (ReadStatus.Failed, failure)
            : test.Element("error") is { } error ? (ReadStatus.Error, error)
            : test.Element("skipped") is { } skipped ? (ReadStatus.Skipped, skipped)
            : (ReadStatus.Success, null);
        var outputs = test.Elements("system-out").ToList();
        var attachment = outputs is [var single] ? Attachment().Match(single.Value) : Match.Empty;
        var name = (string)test.Attribute("name")!;
        return new ReadCase($"{(string?)suite.Attribute("name")}_{(string?)test.Attribute("classname")}_{name}", name, status, Shown(element),
            Number((string?)test.Attribute("time") ?? ""), attachment.Success ? [attachment.Groups["path"].Value] : []);
    }

    private static string Shown(XElement? element)
    {
        if (element is null)
            return "";
        if (ConvertedTypes.Contains((string?)element.Attribute("type")))
            throw new FormatException($"type=\"{(string?)element.Attribute("type")}\" makes the body something else than text");
        return string.IsNullOrWhiteSpace(element.Value) ? string.Join(", ", element.Attributes().Select(a => $"{a.Name} => {a.Value}")) : element.Value;
    }

    /// <summary>Ruby's to_f: the longest beginning that is a number, else 0.</summary>
    private static double Number(string text) => double.Parse("0" + LeadingNumber().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[\[ATTACHMENT\|(?<path>.+?)\]\]")]
    private static partial Regex Attachment();

    [GeneratedRegex(@"^\d+(\.\d+)?")]
    private static partial Regex LeadingNumber();
}
