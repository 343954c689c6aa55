using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Simulator.Misbehaviours;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>What became of a misbehaviour.</summary>
public enum ProofVerdict
{
    /// <summary>Its clause failed, the message names the cause, and nothing else failed but what must.</summary>
    Killed,

    /// <summary>Its clause did not fail.</summary>
    Survived,

    /// <summary>Its clause failed with a message that does not name the cause.</summary>
    WrongMessage,

    /// <summary>A clause failed that has no reason to.</summary>
    Collateral,

    /// <summary>This machine was too slow to tell.</summary>
    Error,
}

/// <summary>One misbehaviour and what the clauses said to it.</summary>
public sealed record ContractProofRow
{
    public required string Misbehaviour { get; init; }
    public required string Description { get; init; }

    /// <summary>The clause it breaks.</summary>
    public required string Clause { get; init; }
    public required ProofVerdict Verdict { get; init; }

    /// <summary>What its clause said.</summary>
    public required string Message { get; init; }

    /// <summary>Words that message must hold.</summary>
    public required IReadOnlyList<string> MustName { get; init; }

    /// <summary>The other clauses that were tried and neither passed nor were skipped.</summary>
    public required IReadOnlyList<CollateralFailure> Collateral { get; init; }

    /// <summary>Every clause that was tried and how it ended.</summary>
    public required IReadOnlyList<TriedClause> Tried { get; init; }

    /// <summary>Times a clock in simulated time ran out of patience with this machine, or with the misbehaviour.</summary>
    public required long Stalls { get; init; }

    /// <summary>What it waited for the last time; null when it never ran out of patience.</summary>
    public string? LatestStall { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Judges a misbehaviour by what all clauses said to it; where its own was tried twice, by the first, unless the second passes.</summary>
    internal static ContractProofRow Of(Misbehaviour wrong, IReadOnlyList<ContractProofPart> parts)
    {
        var expected = ContractExpectations.Of(wrong.Name);
        var results = parts.SelectMany(p => p.Results).ToArray();
        var tries = results.Where(r => r.Clause.Id == wrong.Breaks).Select(r => r.Result).ToArray();
        var own = tries.FirstOrDefault(r => r.Outcome == Outcome.Pass) ?? tries[0];
        var collateral = results.Where(r => r.Clause.Id != wrong.Breaks && r.Result.Outcome is not (Outcome.Pass or Outcome.Skip))
            .Select(r => new CollateralFailure(r.Clause.Id, r.Result.Outcome, r.Result.Message, expected.ReasonOf(r.Clause.Id))).ToArray();
        return new ContractProofRow
        {
            Misbehaviour = wrong.Name,
            Description = wrong.Description,
            Clause = wrong.Breaks,
            Verdict = Judge(own, expected, collateral),
            Message = own.Message,
            MustName = expected.MustName,
            Collateral = collateral,
            Tried = [.. results.Select(r => new TriedClause(r.Clause.Id, r.Result.Outcome, r.Result.Duration.TotalSeconds))],
            Stalls = parts.Sum(p => p.Stalls),
            LatestStall = parts.Select(p => p.LatestStall).FirstOrDefault(stall => stall is not null),
            Seconds = parts.Sum(p => p.Duration.TotalSeconds),
        };
    }

    private static ProofVerdict Judge(ClauseResult own, Expectation expected, IReadOnlyList<CollateralFailure> collateral)
    {
        if (own.Outcome == Outcome.Error)
            return ProofVerdict.Error;
        if (own.Outcome != Outcome.Fail)
            return ProofVerdict.Survived;
        if (!expected.IsNamedBy(own.Message))
            return ProofVerdict.WrongMessage;
        var unexplained = collateral.Where(c => c.Reason is null).ToArray();
        if (unexplained.Any(c => c.Outcome != Outcome.Error))
            return ProofVerdict.Collateral;
        return unexplained.Length > 0 ? ProofVerdict.Error : ProofVerdict.Killed;
    }
}

/// <summary>A clause and how it ended.</summary>
/// <param name="Clause">Its id.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seconds">Time it took.</param>
public sealed record TriedClause(string Clause, Outcome Outcome, double Seconds);

/// <summary>A clause that failed, or could not be concluded, beside the one that had to.</summary>
/// <param name="Clause">Its id.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What it said.</param>
/// <param name="Reason">Why it must; null when it has no reason to.</param>
public sealed record CollateralFailure(string Clause, Outcome Outcome, string Message, string? Reason);
