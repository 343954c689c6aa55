using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>How a test is shown, from least to most alarming: the worst of several is the greatest.</summary>
internal enum Standing
{
    Skip,
    Pass,
    Waived,

    /// <summary>A clause that is not binding in this run was missed.</summary>
    Advice,
    NotRun,
    Inconclusive,
    Error,
    Fail,
}

/// <summary>Letter, word and colour of a standing: never colour alone.</summary>
internal static class Standings
{
    public static Standing Of(TestRecord test, bool strict) => test.Outcome switch
    {
        Outcome.Pass => Standing.Pass,
        Outcome.Fail when test.Level == ClauseLevel.Info || (test.Level == ClauseLevel.Should && !strict) => Standing.Advice,
        Outcome.Fail => Standing.Fail,
        Outcome.Error => Standing.Error,
        Outcome.Inconclusive => Standing.Inconclusive,
        Outcome.Skip => Standing.Skip,
        Outcome.Waived => Standing.Waived,
        _ => Standing.NotRun,
    };

    public static Standing Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Standing.Pass,
        Outcome.Fail => Standing.Fail,
        Outcome.Error => Standing.Error,
        Outcome.Inconclusive => Standing.Inconclusive,
        Outcome.Skip => Standing.Skip,
        Outcome.Waived => Standing.Waived,
        _ => Standing.NotRun,
    };

    public static string Letter(this Standing standing) => standing switch
    {
        Standing.Pass => "P",
        Standing.Fail => "F",
        Standing.Error => "E",
        Standing.Inconclusive => "I",
        Standing.Skip => "S",
        Standing.Waived => "W",
        Standing.Advice => "A",
        _ => "N",
    };

    public static string Word(this Standing standing) => standing switch
    {
        Standing.NotRun => "not run",
        Standing.Skip => "skipped",
        Standing.Advice => "advisory",
        _ => standing.Css(),
    };

    /// <summary>The word after a number.</summary>
    public static string Plural(this Standing standing) => standing switch
    {
        Standing.Pass => "passed",
        Standing.Fail => "failed",
        Standing.Error => "in error",
        _ => standing.Word(),
    };

    /// <summary>Class name, also the word where one word will do.</summary>
    public static string Css(this Standing standing) => standing switch
    {
        Standing.Pass => "pass",
        Standing.Fail => "fail",
        Standing.Error => "error",
        Standing.Inconclusive => "inconclusive",
        Standing.Skip => "skip",
        Standing.Waived => "waived",
        Standing.Advice => "advice",
        _ => "notrun",
    };

    /// <summary>Writes the coloured and lettered badge.</summary>
    public static Markup Badge(this Markup html, Standing standing) =>
        html.Element("span", standing.Word(), ("class", $"badge {standing.Css()}"));
}
