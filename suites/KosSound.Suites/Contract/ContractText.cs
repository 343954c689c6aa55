using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Simulator.Misbehaviours;

namespace KosSound.Suites.Contract;

/// <summary>The contract as a text to implement a device against: every clause, how binding it is, and how it is proven.</summary>
public static class ContractText
{
    private const int Width = 110;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly (string Family, string Title)[] Families =
    [
        ("info", "GetAudioInfo: what the device says it can"),
        ("play", "PlayAudio"),
        ("record", "RecordAudio and StopRecording"),
        ("duplex", "Playing and recording at the same time"),
        ("errors", "How a refusal reads"),
        ("wire", "Samples, protobuf, HTTP/2"),
        ("life", "Over many calls"),
    ];

    /// <summary>For a terminal, at most 110 columns wide, by family.</summary>
    public static string Text()
    {
        var text = new StringBuilder("The contract of kos.sound.SoundService, clause by clause\n\n");
        Wrap(text, "", "M must; S should, fails a run under --strict only; I information. A refusal may be a gRPC status or in-band (error, success = false); silence is neither. What a device does not claim is not asked of it. Test ids are contract/ and the id here, for --only and in results.");
        foreach (var (family, title) in Families)
        {
            text.Append('\n').Append(family).Append(" - ").Append(title).Append('\n');
            foreach (var clause in ClausesOf(family))
                Write(text, clause);
        }

        return text.ToString();
    }

    /// <summary>The same as JSON: an array with one object per clause.</summary>
    public static string ToJson() => JsonSerializer.Serialize(Families.SelectMany(f => ClausesOf(f.Family)).Select(clause => new
    {
        clause.Id,
        clause.TestId,
        clause.Level,
        clause.Text,
        clause.Proof,
        Needs = clause.Needs.ToString(),
        clause.Phase,
        WallClock = clause.IsWallClock,
        FailsOn = Breaking(clause).Select(wrong => new { wrong.Name, wrong.Description }),
    }), Json) + "\n";

    /// <summary>The simulated misbehaviours that break a clause.</summary>
    public static IEnumerable<Misbehaviour> Breaking(Clause clause) => MisbehaviourCatalog.All.Where(wrong => wrong.Breaks == clause.Id);

    /// <summary>M, S or I.</summary>
    public static char Letter(ClauseLevel level) => level switch
    {
        ClauseLevel.Must => 'M',
        ClauseLevel.Should => 'S',
        _ => 'I',
    };

    private static IEnumerable<Clause> ClausesOf(string family) => ClauseCatalog.All.Where(c => c.Id.StartsWith(family + "/", StringComparison.Ordinal));

    private static void Write(StringBuilder text, Clause clause)
    {
        text.Append("\n  ").Append(Letter(clause.Level)).Append("  ").Append(clause.Id).Append('\n');
        Wrap(text, "     ", $"{char.ToUpperInvariant(clause.Text[0])}{clause.Text[1..]}.");
        Wrap(text, "     ", $"Proven: {clause.Proof}.{Needs(clause)}");
        Wrap(text, "     ", $"Fails on a device that {string.Join("; that ", Breaking(clause).Select(wrong => $"{wrong.Description} ({wrong.Name})"))}.");
    }

    private static string Needs(Clause clause) => clause.Needs switch
    {
        _ when clause.Needs.HasFlag(ClauseNeeds.Loop) => " Needs a loop from the output to the input.",
        ClauseNeeds.Playback => " Needs a device that plays.",
        ClauseNeeds.Recording => " Needs a device that records.",
        ClauseNeeds.Playback | ClauseNeeds.Recording => " Needs a device that plays and records.",
        _ => "",
    };

    private static void Wrap(StringBuilder text, string indent, string sentence)
    {
        var column = 0;
        foreach (var word in sentence.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? indent : " ").Append(word);
            column += (column == 0 ? indent.Length : 1) + word.Length;
        }

        text.Append('\n');
    }
}
