namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Passes nothing: the sender is told of success, and nothing sounds.</summary>
public sealed record SilenceSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new("silence", "passes nothing", [], _ => new SilenceSettings());

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Silence();

    private sealed class Silence : IStage
    {
        public void Process(Span<double> frames, long firstFrame) => frames.Clear();
    }
}
