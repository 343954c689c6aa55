using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Conformance.Trials;

/// <summary>What is played for one format, and by what it is judged.</summary>
public sealed record TrialPlan
{
    public required FormatRecord Format { get; init; }
    public required Profile Profile { get; init; }

    /// <summary>The composite stimulus: played first, after idle.</summary>
    public required Stimulus Stimulus { get; init; }

    /// <summary>The short stimulus of the restarts.</summary>
    public required Stimulus Restart { get; init; }

    /// <summary>Time between the end of the composite and the first restart.</summary>
    public required TimeSpan Tail { get; init; }

    /// <summary>Renders the stimuli of a format at the profile's level.</summary>
    public static TrialPlan For(FormatRecord format, Profile profile, LoopbackKind loopback, int seed)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(profile);
        var options = new StimulusOptions { LevelDbfs = profile.LevelDbfs, Seed = seed };
        return new TrialPlan
        {
            Format = format,
            Profile = profile,
            Stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(format.Playback, loopback, options)),
            Tail = StimulusPlanner.Tail(loopback, options),
            Restart = StimulusRenderer.Render(StimulusPlanner.Restart(format.Playback, loopback, options)),
        };
    }
}
