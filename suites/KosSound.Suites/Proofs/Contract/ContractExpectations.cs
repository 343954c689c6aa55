using KosSound.Suites.Proofs.Contract.Expectations;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>What the message about a misbehaviour must name, and which other clauses cannot hold, or not always, and why.</summary>
public static class ContractExpectations
{
    private static readonly Dictionary<string, Expectation> Known = new(
        [.. InfoExpectations.All, .. PlayExpectations.All, .. RecordExpectations.All, .. WireExpectations.All, .. LifeExpectations.All]);

    /// <summary>What is expected of a misbehaviour; an expectation nothing meets when none was written down.</summary>
    public static Expectation Of(string misbehaviour) => Known.GetValueOrDefault(misbehaviour) ?? new Expectation();
}
