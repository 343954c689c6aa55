namespace KosSound.Conformance.Clauses;

/// <summary>What one clause found out and others need: kept over the clauses of a bench.</summary>
internal sealed class Findings
{
    /// <summary>Whether the loop was tried.</summary>
    public bool Calibrated { get; set; }

    /// <summary>Time from handing over the first frame to its capture, of the first play that was heard; null while none was.</summary>
    public TimeSpan? FirstSound { get; set; }

    /// <summary>True when a digital loop brings back what was played whole, but no stretch of it unchanged: a level that is not full, for example.</summary>
    public bool ProcessesSound { get; set; }

    /// <summary>True once StopRecording has left a recording running: further ones are cancelled at once instead of waited for.</summary>
    public bool IgnoresStop { get; set; }

    /// <summary>True while a recording that had to be cancelled may still hold the device.</summary>
    public bool CancelledRecording { get; set; }

    /// <summary>One short loop per format pair, shared by the clauses that judge all formats.</summary>
    public IReadOnlyList<Listening.FormatLoop>? FormatLoops { get; set; }

    /// <summary>How deliberate mistakes were refused, shared by the clauses that judge refusals.</summary>
    public IReadOnlyList<Refusals.Refusal>? Refusals { get; set; }
}
