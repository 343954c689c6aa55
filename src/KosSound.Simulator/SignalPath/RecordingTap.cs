namespace KosSound.Simulator.SignalPath;

/// <summary>One recording: renders what the recording converter hears, frame after frame.</summary>
public sealed class RecordingTap
{
    private const int BlockFrames = 1024;

    private readonly LoopbackPath _path;
    private readonly StageChain _stages;
    private readonly List<Listener> _listeners = [];
    private long _heard;
    private long _read;

    internal RecordingTap(LoopbackPath path, StageContext context, long startFrame)
    {
        _path = path;
        _stages = new StageChain(path.Settings.RecordingStages, context);
        RateHz = context.RateHz;
        Channels = context.Channels;
        StartFrame = startFrame;
        TrueRateHz = RateHz * (1 + (path.Settings.RecordingClockPpm * 1e-6));
    }

    /// <summary>Nominal frames per second.</summary>
    public int RateHz { get; }

    /// <summary>Samples per frame.</summary>
    public int Channels { get; }

    /// <summary>Where on the rate's grid the first frame is recorded.</summary>
    public long StartFrame { get; }

    /// <summary>Frames per second of true time.</summary>
    internal double TrueRateHz { get; }

    /// <summary>Frames by which the stages lag what is heard.</summary>
    internal int DelayFrames => _stages.DelayFrames;

    /// <summary>Frames the recording converter has made by a moment and nobody has read yet.</summary>
    /// <param name="throughFrame">The moment, as a frame of the nominal grid.</param>
    public int FramesReady(long throughFrame)
    {
        lock (_path.Gate)
        {
            var elapsed = throughFrame - StartFrame;
            var made = TrueRateHz == RateHz ? elapsed : (long)Math.Floor(elapsed * (TrueRateHz / RateHz));
            return (int)Math.Max(0, made - _read);
        }
    }

    /// <summary>Renders the next frames.</summary>
    /// <param name="frames">Receives interleaved frames, full scale ±1, beyond it where the path clips nothing; whole frames.</param>
    public void Read(Span<double> frames)
    {
        if (frames.Length % Channels != 0)
            throw new ArgumentException($"{frames.Length} samples are not whole frames of {Channels} channels", nameof(frames));
        lock (_path.Gate)
        {
            Listen();
            FeedAhead();
            while (!frames.IsEmpty)
            {
                var taken = Math.Min(frames.Length, BlockFrames * Channels);
                Render(frames[..taken]);
                _read += taken / Channels;
                frames = frames[taken..];
            }
        }
    }

    /// <summary>Stages that lag are fed ahead of the recording; what they give meanwhile is older than it.</summary>
    private void FeedAhead()
    {
        for (var ahead = DelayFrames - _heard; ahead > 0; ahead = DelayFrames - _heard)
            Render(new double[Math.Min(ahead, BlockFrames) * Channels]);
    }

    private void Render(Span<double> frames)
    {
        frames.Clear();
        foreach (var listener in _listeners)
            listener.AddTo(frames, Channels, _heard);
        _stages.Process(frames, _heard);
        _heard += frames.Length / Channels;
    }

    private void Listen()
    {
        var feeds = _path.Feeds;
        if (_listeners.Count == feeds.Length && (feeds.Length == 0 || _listeners[^1].Feed == feeds[^1]))
            return;
        for (var i = _listeners.Count - 1; i >= 0; i--)
            if (!feeds.Contains(_listeners[i].Feed))
                _listeners.RemoveAt(i);
        foreach (var feed in feeds)
            if (!_listeners.Exists(listener => listener.Feed == feed))
                _listeners.Add(new Listener(_path, feed, this));
    }
}
