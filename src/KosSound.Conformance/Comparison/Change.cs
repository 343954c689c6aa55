namespace KosSound.Conformance.Comparison;

/// <summary>How a metric, a test, a format or a whole run stands against its baseline, from least to most alarming.</summary>
public enum Change
{
    Same,
    Improved,

    /// <summary>Only the new run has it.</summary>
    New,

    /// <summary>Nothing can be said; the reason stands beside it.</summary>
    NotComparable,
    Regressed,
}

/// <summary>Words for changes.</summary>
public static class Changes
{
    /// <summary>As shown to people and in JUnit.</summary>
    public static string Word(this Change change) => change switch
    {
        Change.Same => "same",
        Change.Improved => "improved",
        Change.New => "new",
        Change.NotComparable => "not comparable",
        _ => "regressed",
    };
}
