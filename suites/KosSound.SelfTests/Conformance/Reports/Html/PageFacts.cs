using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using KosSound.Conformance.Reports.Html;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Reads a written page back.</summary>
internal static partial class PageFacts
{
    public static string Write(HtmlReportInput input)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        HtmlReport.Write(writer, input);
        return writer.ToString();
    }

    /// <summary>The visible text, entities decoded, runs of blanks joined.</summary>
    public static string Text(string page) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(WithoutAssets(page), " ").Replace("<wbr>", "", StringComparison.Ordinal)), " ");

    /// <summary>The page with the content and hash of style and script left out.</summary>
    public static string WithoutAssets(string page) => ScriptHash().Replace(Assets().Replace(page, "<$1>…</$1>"), "sha256-…").Replace("<wbr>", "", StringComparison.Ordinal);

    /// <summary>Fails with the missing words, not with the whole page.</summary>
    public static void ShouldSay(string text, string words) =>
        text.Contains(words, StringComparison.Ordinal).Should().BeTrue("the page of {0} characters says \"{1}\"", text.Length, words);

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Assets();

    [GeneratedRegex("sha256-[A-Za-z0-9+/=]{44}")]
    private static partial Regex ScriptHash();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
