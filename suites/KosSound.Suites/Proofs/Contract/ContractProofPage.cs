using System.Globalization;
using System.Text;
using KosSound.Conformance.Clauses;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Contract;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>The page <c>suites/KosSound.Suites/Proofs/Contract/contract-proof.md</c>: every clause, every misbehaviour that breaks it, and what is expected of the proof.</summary>
public static class ContractProofPage
{
    /// <summary>Where it is, from the repository's root.</summary>
    public const string File = "suites/KosSound.Suites/Proofs/Contract/contract-proof.md";

    /// <summary>The page as Markdown that ends with a line feed.</summary>
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("""
            # How the contract suite is proven

            Made from the catalogues in the code; a self test fails when it is out of date.

            Each clause of the contract has at least one simulated device that breaks it and nothing else. `./run.sh selftest --contract` runs
            them over real gRPC: the clause must fail, its message must hold the words below, and no other clause may fail but those listed
            as collateral, each with its reason. Clauses that are not about the wall clock run in simulated time. Without `--full` a
            misbehaviour meets its own clause and all that are not about the wall clock; with it, every clause. A clause about the wall clock
            meets the misbehaviour that breaks it on a device that has done nothing before, so that nothing left behind decides what it says.


            """.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"{ClauseCatalog.All.Count} clauses, {MisbehaviourCatalog.All.Count} misbehaviours.\n");
        foreach (var clause in ClauseCatalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {clause.Id} ({ContractText.Letter(clause.Level)})\n\n");
            text.Append(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(clause.Text[0])}{clause.Text[1..]}. Proven: {clause.Proof}.\n\n");
            text.Append("| misbehaviour | the device | the message names | collateral |\n|---|---|---|---|\n");
            foreach (var wrong in ContractText.Breaking(clause))
                text.Append(Row(wrong));
        }

        return text.ToString();
    }

    private static string Row(Misbehaviour wrong)
    {
        var expected = ContractExpectations.Of(wrong.Name);
        var names = string.Join(", ", expected.MustName.Select(word => $"\"{word}\""));
        var collateral = expected.Collateral.GroupBy(c => c.Value, c => c.Key).Select(g => $"{g.Key}: {string.Join(", ", g)}");
        return string.Create(CultureInfo.InvariantCulture, $"| `{wrong.Name}` | {wrong.Description} | {names} | {string.Join("; ", collateral)} |\n");
    }
}
