using System.Globalization;

namespace KosSound.Suites.Proofs.Contract;

/// <summary><c>selftest --contract</c>: every way to break the contract is found, for the right reason.</summary>
public sealed class ContractClaim : IProof
{
    public string Name => "contract";

    public string Description => "every misbehaviour of the simulator fails its contract clause, with the right message, and nothing else";

    public async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var breadth = options.Full ? ProofBreadth.Full : ProofBreadth.Usual;
        var report = await ContractProof.RunAsync(
            new ContractProofOptions { Seed = options.Seed, Breadth = breadth },
            row => options.Tell(string.Create(CultureInfo.InvariantCulture, $"contract: {ContractProofReport.Word(row.Verdict)} {row.Misbehaviour} ({row.Tried.Count} clauses, {row.Seconds:0.0} s)")),
            stop);
        return new ProofResult
        {
            Holds = report.Holds,
            IsInconclusive = report.IsInconclusive,
            Table = report.ToTable(),
            Files = new Dictionary<string, string> { ["contract.json"] = report.ToJson() + "\n", ["contract.md"] = ContractProofPage.Text() },
        };
    }
}
