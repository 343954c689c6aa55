namespace KosSound.Conformance.Cases;

/// <summary>By what rule formats are taken from those a target advertises.</summary>
public enum Coverage
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>As few as contain every two of a rate, a depth and a channel count that some format contains.</summary>
    Pairwise,

    /// <summary>Those of least and greatest rates, depths and channel counts.</summary>
    Extremes,
}
