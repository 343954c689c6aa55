using KosSound.Conformance.Reports.Html;

namespace KosSound.Conformance.Comparison;

/// <summary>Colour and letter of a change: never colour alone.</summary>
internal static class ChangeStyle
{
    public static string Css(this Change change) => change switch
    {
        Change.Regressed => "fail",
        Change.NotComparable => "inconclusive",
        Change.New => "waived",
        Change.Same => "skip",
        _ => "pass",
    };

    public static string Letter(this Change change) => change switch
    {
        Change.Regressed => "R",
        Change.NotComparable => "?",
        Change.New => "N",
        Change.Same => "=",
        _ => "I",
    };

    /// <summary>Writes the coloured badge with its word.</summary>
    public static Markup Badge(this Markup html, Change change) => html.Element("span", change.Word(), ("class", $"badge {change.Css()}"));
}
