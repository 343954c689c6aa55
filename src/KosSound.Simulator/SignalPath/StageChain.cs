namespace KosSound.Simulator.SignalPath;

/// <summary>The stages of one stream, one after the other.</summary>
public sealed class StageChain : IDelayingStage
{
    private readonly IReadOnlyList<IStage> _stages;

    /// <param name="settings">First to last.</param>
    /// <param name="context">The stream; every stage gets a seed of its own from the context's.</param>
    public StageChain(IReadOnlyList<StageSettings> settings, StageContext context)
    {
        _stages = [.. settings.Select((stage, place) => stage.Create(context with { Seed = Seeds.Derive(context.Seed, 0, place) }))];
        DelayFrames = _stages.OfType<IDelayingStage>().Sum(stage => stage.DelayFrames);
        TailFrames = _stages.OfType<IDelayingStage>().Sum(stage => stage.TailFrames);
    }

    /// <inheritdoc/>
    public int DelayFrames { get; }

    /// <inheritdoc/>
    public int TailFrames { get; }

    /// <inheritdoc/>
    public void Process(Span<double> frames, long firstFrame)
    {
        foreach (var stage in _stages)
            stage.Process(frames, firstFrame);
    }
}
