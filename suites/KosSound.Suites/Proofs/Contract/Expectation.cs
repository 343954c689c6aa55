namespace KosSound.Suites.Proofs.Contract;

/// <summary>What a proof expects of one misbehaviour.</summary>
/// <param name="mustName">Words the message of its clause must hold: the cause, not only the effect.</param>
public sealed class Expectation(params string[] mustName)
{
    private readonly Dictionary<string, string> _collateral = [];

    /// <summary>Words the message of its clause must hold.</summary>
    public IReadOnlyList<string> MustName { get; } = mustName;

    /// <summary>True when a message names the cause; never true where no words were written down.</summary>
    public bool IsNamedBy(string message) => MustName.Count > 0 && MustName.All(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names clauses that cannot hold either.</summary>
    /// <param name="reason">Why, as a sentence without full stop.</param>
    /// <param name="clauses">Ids.</param>
    public Expectation With(string reason, params string[] clauses)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        foreach (var clause in clauses)
            _collateral.Add(clause, reason);
        return this;
    }

    /// <summary>Why a clause cannot hold either; null when it must.</summary>
    public string? ReasonOf(string clause) => _collateral.GetValueOrDefault(clause);

    /// <summary>Clause id → why it cannot hold either, or not always.</summary>
    public IReadOnlyDictionary<string, string> Collateral => _collateral;
}
