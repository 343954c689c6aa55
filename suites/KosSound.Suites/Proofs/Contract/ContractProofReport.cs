using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>Every misbehaviour and whether the contract suite found it.</summary>
public sealed record ContractProofReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required int Seed { get; init; }

    /// <summary>Which clauses were tried on every misbehaviour.</summary>
    public required ProofBreadth Breadth { get; init; }
    public required IReadOnlyList<ContractProofRow> Rows { get; init; }

    /// <summary>Clauses no misbehaviour of the proof breaks.</summary>
    public required IReadOnlyList<string> UnprovenClauses { get; init; }

    /// <summary>Time the whole proof took.</summary>
    public required double Seconds { get; init; }

    /// <summary>True when every misbehaviour was killed, and every clause has one.</summary>
    public bool Holds => Rows.All(r => r.Verdict == ProofVerdict.Killed) && UnprovenClauses.Count == 0;

    /// <summary>True when all that keeps it from holding is that this machine was too slow to tell.</summary>
    public bool IsInconclusive => !Holds && Rows.All(r => r.Verdict is ProofVerdict.Killed or ProofVerdict.Error) && UnprovenClauses.Count == 0;

    /// <summary>For results and other programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A table for people: clause × misbehaviour, verdict, what the clause said.</summary>
    public string ToTable()
    {
        var table = new StringBuilder();
        var (clauseWidth, nameWidth) = (Rows.Max(r => r.Clause.Length), Rows.Max(r => r.Misbehaviour.Length));
        foreach (var row in Rows)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{row.Clause.PadRight(clauseWidth)}  {row.Misbehaviour.PadRight(nameWidth)}  {Word(row.Verdict),-13}  {row.Message}");
            foreach (var other in row.Collateral)
                table.AppendLine(CultureInfo.InvariantCulture, $"{"",2}{(other.Reason is null ? "!" : "+")} {other.Clause}: {other.Message}{(other.Reason is null ? "" : $" [{other.Reason}]")}");
        }

        foreach (var clause in UnprovenClauses)
            table.AppendLine(CultureInfo.InvariantCulture, $"{clause}  is broken by no misbehaviour");
        table.Append(CultureInfo.InvariantCulture, $"{Rows.Count(r => r.Verdict == ProofVerdict.Killed)} of {Rows.Count} misbehaviours killed, seed {Seed}");
        if (Rows.Count(r => r.Verdict == ProofVerdict.Error) is > 0 and var untold)
            table.Append(CultureInfo.InvariantCulture, $"; this machine was too slow to tell of {untold}");
        return table.ToString();
    }

    internal static string Word(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.Killed => "killed",
        ProofVerdict.Survived => "SURVIVED",
        ProofVerdict.WrongMessage => "WRONG MESSAGE",
        ProofVerdict.Collateral => "COLLATERAL",
        _ => "ERROR",
    };
}
