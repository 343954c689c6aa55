namespace KosSound.Simulator.SignalPath;

/// <summary>What a part of the signal path is to do; makes it afresh, without state, for every stream.</summary>
public abstract record StageSettings
{
    /// <summary>Makes the part for one stream: an <see cref="IStage"/> or an <see cref="IFrameEdit"/>.</summary>
    internal abstract object CreatePart(StageContext context);

    /// <summary>Frames by which the part lags its input for reasons of computation, without making it; 0 for most.</summary>
    internal virtual int DelayFramesAt(int rateHz, int channels) => 0;
}

/// <summary>Settings of a stage that works in place.</summary>
public abstract record InPlaceSettings : StageSettings
{
    /// <summary>Makes the stage for one stream.</summary>
    /// <param name="context">The stream it is placed in.</param>
    public abstract IStage Create(StageContext context);

    internal sealed override object CreatePart(StageContext context) => Create(context);
}

/// <summary>Settings of a stage that changes the number or order of frames.</summary>
public abstract record EditSettings : StageSettings
{
    /// <summary>Makes the edit for one stream.</summary>
    /// <param name="context">The stream it is placed in.</param>
    public abstract IFrameEdit Create(StageContext context);

    internal sealed override object CreatePart(StageContext context) => Create(context);
}
