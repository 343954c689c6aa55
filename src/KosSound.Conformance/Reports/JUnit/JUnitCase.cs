using System.Text;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Reports.JUnit;

/// <summary>What stands inside a test case.</summary>
internal enum JUnitMark
{
    None,
    Failure,
    Error,
    Skipped,
}

/// <summary>One test case as JUnit's readers see it.</summary>
internal sealed record JUnitCase
{
    public required string Name { get; init; }
    public required JUnitMark Mark { get; init; }

    /// <summary>One line for the attribute; repeated at the top of the body, since readers show one or the other.</summary>
    public string Message { get; init; } = "";

    /// <summary>The value of the attribute <c>type</c>.</summary>
    public string Kind { get; init; } = "";
    public string Body { get; init; } = "";
    public required double DurationMs { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];
    public IReadOnlyList<AttachmentRecord> Attachments { get; init; } = [];

    /// <summary>The case of a test. A waived, skipped or not binding miss is skipped; what leaves a binding clause unproven is an error.</summary>
    public static JUnitCase Of(TestRecord test, bool strict)
    {
        var binding = ExitCodeRules.IsBinding(test.Level, strict);
        var mark = test.Outcome switch
        {
            Outcome.Pass => JUnitMark.None,
            Outcome.Error => JUnitMark.Error,
            Outcome.Fail when binding => test.Infrastructure ? JUnitMark.Error : JUnitMark.Failure,
            Outcome.Inconclusive or Outcome.NotRun when binding => JUnitMark.Error,
            _ => JUnitMark.Skipped,
        };
        var message = mark == JUnitMark.None ? "" : MessageOf(test, binding);
        return new JUnitCase
        {
            Name = test.Id,
            Mark = mark,
            Message = message,
            Kind = test.Infrastructure ? "infrastructure" : MeasurementText.Word(test.Outcome),
            Body = mark == JUnitMark.None ? "" : BodyOf(test, message),
            DurationMs = test.DurationMs,
            Lines = [.. test.Measurements.Select(MeasurementText.Line)],
            Attachments = test.Attachments,
        };
    }

    /// <summary>Text of system-out: what was measured, then the attachments, each alone on its line, the most telling first.</summary>
    public string Output(JUnitOptions options)
    {
        var text = new StringBuilder();
        foreach (var line in Lines)
            text.Append(Harmless(line)).Append('\n');
        foreach (var attachment in Attachments)
        {
            var path = options.AttachmentBase.Length > 0 ? $"{options.AttachmentBase.TrimEnd('/')}/{attachment.Path}" : attachment.Path;
            text.Append("[[ATTACHMENT|").Append(VisibleText.OneLine(path)).Append("]]\n");
        }

        return text.ToString();
    }

    /// <summary>Text that came with a measurement must not be taken for an attachment.</summary>
    private static string Harmless(string line) => VisibleText.OneLine(line).Replace("[[ATTACHMENT", "[ [ATTACHMENT", StringComparison.Ordinal);

    private static string MessageOf(TestRecord test, bool binding)
    {
        var said = string.Join(": ", new[] { test.Reason, test.Message }.Where(s => !string.IsNullOrWhiteSpace(s)).Distinct());
        var prefix = test.Outcome switch
        {
            Outcome.Fail when !binding => $"not binding ({test.Level.ToString().ToLowerInvariant()}), missed",
            Outcome.Inconclusive => "inconclusive",
            Outcome.NotRun => "did not run",
            _ => "",
        };
        var message = string.Join(": ", new[] { prefix, said }.Where(s => s.Length > 0));
        return message.Length > 0 ? message : $"{MeasurementText.Word(test.Outcome)}, no reason given";
    }

    private static string BodyOf(TestRecord test, string message)
    {
        var body = new StringBuilder(message).Append('\n');
        body.Append("clause: ").Append(test.Clause).Append('\n');
        foreach (var missed in test.Measurements.Where(m => m.Outcome is not (Outcome.Pass or Outcome.Skip)))
            body.Append(MeasurementText.Line(missed)).Append('\n');
        foreach (var attempt in test.Attempts)
            body.Append("attempt: ").Append(MeasurementText.Word(attempt.Outcome)).Append(' ').Append(attempt.Message).Append('\n');
        if (test.ExplainedBy is { } cause)
            body.Append("explained by ").Append(cause).Append('\n');
        if (test.Reproduce is { } command)
            body.Append("reproduce: ").Append(command).Append('\n');
        return body.ToString();
    }
}
