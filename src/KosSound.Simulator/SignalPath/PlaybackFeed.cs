namespace KosSound.Simulator.SignalPath;

/// <summary>One play: takes the frames the playback converter consumes.</summary>
public sealed class PlaybackFeed
{
    private const int BlockFrames = 1024;

    private readonly LoopbackPath _path;
    private readonly StageChain _stages;
    private readonly FrameBuffer _processed = new();

    internal PlaybackFeed(LoopbackPath path, StageContext context, long startFrame, TimeSpan lateness)
    {
        _path = path;
        _stages = new StageChain(path.Settings.PlaybackStages, context);
        RateHz = context.RateHz;
        Channels = context.Channels;
        StartFrame = startFrame;
        TrueRateHz = path.Settings.TruePlaybackRateHz(RateHz);
        Latency = path.Settings.Latency + lateness;
        var kept = Latency + LoopbackPath.HistorySlack;
        History = new FrameHistory(Channels, (int)Math.Ceiling(kept.TotalSeconds * RateHz) + _stages.TailFrames + BlockFrames);
    }

    /// <summary>Nominal frames per second.</summary>
    public int RateHz { get; }

    /// <summary>Samples per frame.</summary>
    public int Channels { get; }

    /// <summary>Where on the rate's grid the first frame is played.</summary>
    public long StartFrame { get; }

    /// <summary>Time from the playing of a frame to its recording.</summary>
    public TimeSpan Latency { get; }

    /// <summary>Whether <see cref="End"/> was called.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Frames per second of true time.</summary>
    internal double TrueRateHz { get; }

    /// <summary>Frames by which <see cref="History"/> lags what was written.</summary>
    internal int DelayFrames => _stages.DelayFrames;

    /// <summary>The frames after all playback stages.</summary>
    internal FrameHistory History { get; }

    /// <summary>Frames to write so that everything is played up to a moment: what the converter consumes, by its own clock.</summary>
    /// <param name="throughFrame">The moment, as a frame of the nominal grid.</param>
    /// <returns>0 or more; write them, silence where the sender is late, and ask again until it is 0.</returns>
    public int FramesDue(long throughFrame)
    {
        lock (_path.Gate)
        {
            var elapsed = throughFrame - StartFrame;
            var due = TrueRateHz == RateHz ? elapsed : (long)Math.Floor(elapsed * (TrueRateHz / RateHz));
            return (int)Math.Max(0, due - History.End);
        }
    }

    /// <summary>Plays the next frames.</summary>
    /// <param name="frames">Interleaved, full scale ±1; whole frames.</param>
    public void Write(ReadOnlySpan<double> frames)
    {
        if (frames.Length % Channels != 0)
            throw new ArgumentException($"{frames.Length} samples are not whole frames of {Channels} channels", nameof(frames));
        lock (_path.Gate)
        {
            if (HasEnded)
                throw new InvalidOperationException("the play has ended");
            for (var block = BlockFrames * Channels; !frames.IsEmpty; frames = frames[Math.Min(block, frames.Length)..])
            {
                _stages.Process(frames[..Math.Min(block, frames.Length)], _processed);
                Remember();
            }
        }
    }

    /// <summary>Ends the play: silence follows, once the stages have rung out.</summary>
    public void End()
    {
        lock (_path.Gate)
        {
            if (HasEnded)
                return;
            _stages.End(_processed);
            Remember();
            HasEnded = true;
        }
    }

    /// <summary>Whether nothing of the play can be heard any more.</summary>
    internal bool HasDiedAway(double nowSeconds) =>
        HasEnded && nowSeconds > (StartFrame / (double)RateHz) + ((History.End + History.Capacity) / TrueRateHz);

    private void Remember()
    {
        History.Append(_processed.Samples);
        _processed.Clear();
    }
}
