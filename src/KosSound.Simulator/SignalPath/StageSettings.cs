namespace KosSound.Simulator.SignalPath;

/// <summary>What a stage is to do; makes a fresh stage, without state, for every stream.</summary>
public abstract record StageSettings
{
    /// <summary>Makes the stage for one stream.</summary>
    /// <param name="context">The stream it is placed in.</param>
    public abstract IStage Create(StageContext context);
}
