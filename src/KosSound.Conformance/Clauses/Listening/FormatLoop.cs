using KosSound.Analysis.Listening;
using KosSound.Conformance.Records;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Listening;

/// <summary>How a short loop of one format pair went.</summary>
public sealed record FormatLoop
{
    public required FormatRecord Pair { get; init; }

    /// <summary>Why the recording was refused or broke; null when it did not.</summary>
    public SoundDeviceException? RecordingFailure { get; init; }

    /// <summary>Why the play was refused or broke; null when it did not.</summary>
    public SoundDeviceException? PlayFailure { get; init; }

    /// <summary>Why the play is refused even when nothing records; null when it is not, or was not tried.</summary>
    public SoundDeviceException? PlayAloneFailure { get; init; }

    /// <summary>Why the recording is refused even when nothing plays; null when it is not, or was not tried.</summary>
    public SoundDeviceException? RecordingAloneFailure { get; init; }

    /// <summary>What was heard; null when a call failed.</summary>
    public Heard? Heard { get; init; }

    /// <summary>The layout in which the samples arrive, when it is not the assumed one and something fits.</summary>
    public string? Encoding { get; init; }

    /// <summary>Share of the probe that was heard, 0 … 1, in whatever layout.</summary>
    public double Share => Encoding is not null ? 1 : Heard is null ? 0 : (double)Heard.Runs.Sum(r => r.Frames) / Heard.PlayedFrames;

    /// <summary>One loop per pair; done once per bench.</summary>
    internal static async Task<IReadOnlyList<FormatLoop>> AllAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (context.Findings.FormatLoops is { } known)
            return known;
        await LearnLatencyAsync(context, cancellationToken);
        var loops = new List<FormatLoop>();
        foreach (var pair in context.Pairs)
            loops.Add(await TryAsync(context, pair, cancellationToken));
        return context.Findings.FormatLoops = loops;
    }

    /// <summary>What goes wrong here goes wrong in the loops, too, and is told there.</summary>
    private static async Task LearnLatencyAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.CalibrateAsync(cancellationToken);
        }
        catch (SoundDeviceException)
        {
        }
    }

    private static async Task<FormatLoop> TryAsync(ClauseContext context, FormatRecord pair, CancellationToken cancellationToken)
    {
        var loop = new FormatLoop { Pair = pair };
        var probe = context.Probe(pair, TimeSpan.FromMilliseconds(200));
        Ear ear;
        try
        {
            ear = await context.ListenAsync(pair.Recording, cancellationToken);
        }
        catch (SoundDeviceException e)
        {
            return loop with { RecordingFailure = e, RecordingAloneFailure = e };
        }

        await using (ear)
        {
            try
            {
                var played = await context.PlayAsync(probe, cancellationToken);
                var recorded = await ear.FinishAsync(context.SoundIsBackAt(played, probe), cancellationToken);
                var heard = context.Hear(probe, pair, recorded);
                return loop with
                {
                    Heard = heard,
                    Encoding = context.IsExact(pair) && !heard.IsWhole ? EncodingDiagnosis.Name(probe, recorded.Pcm.Span) : null,
                };
            }
            catch (SoundDeviceException e)
            {
                loop = ear.Recording.Completion.IsFaulted ? loop with { RecordingFailure = e } : loop with { PlayFailure = e };
            }
        }

        return loop.RecordingFailure is not null ? loop : loop with { PlayAloneFailure = await PlayAloneAsync(context, probe, cancellationToken) };
    }

    private static async Task<SoundDeviceException?> PlayAloneAsync(ClauseContext context, ProbeSound probe, CancellationToken cancellationToken)
    {
        try
        {
            await context.PlayAsync(probe, cancellationToken);
            return null;
        }
        catch (SoundDeviceException e)
        {
            return e;
        }
    }
}
