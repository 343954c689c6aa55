namespace KosSound.Simulator.SignalPath;

/// <summary>One recording: renders what the recording converter hears, frame after frame.</summary>
public sealed class RecordingTap
{
    private const int BlockFrames = 1024;

    private readonly LoopbackPath _path;
    private readonly StageChain _stages;
    private readonly List<Listener> _listeners = [];
    private readonly double[] _block;
    private readonly FrameBuffer _made = new();
    private long _heard;
    private int _stale;

    internal RecordingTap(LoopbackPath path, StageContext context, long startFrame)
    {
        _path = path;
        _stages = new StageChain(path.Settings.RecordingStages, context);
        _block = new double[BlockFrames * context.Channels];
        _stale = _stages.DelayFrames * context.Channels;
        RateHz = context.RateHz;
        Channels = context.Channels;
        StartFrame = startFrame;
        TrueRateHz = path.Settings.TrueRecordingRateHz(RateHz);
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
            Listen();
            Hear(made + DelayFrames - _heard);
            return _made.Length / Channels;
        }
    }

    /// <summary>Takes the next frames; what is not ready yet is heard ahead of time.</summary>
    /// <param name="frames">Receives interleaved frames, full scale ±1, beyond it where the path clips nothing; whole frames.</param>
    public void Read(Span<double> frames)
    {
        if (frames.Length % Channels != 0)
            throw new ArgumentException($"{frames.Length} samples are not whole frames of {Channels} channels", nameof(frames));
        lock (_path.Gate)
        {
            Listen();
            // Stages that lag are fed ahead of the recording; an edit may make fewer frames than it is given.
            while (_made.Length < frames.Length)
                Hear((frames.Length - _made.Length + _stale) / Channels);
            _made.Take(frames);
        }
    }

    private void Hear(long frames)
    {
        for (; frames > 0; frames -= BlockFrames)
        {
            var block = _block.AsSpan(0, (int)Math.Min(frames, BlockFrames) * Channels);
            block.Clear();
            foreach (var listener in _listeners)
                listener.AddTo(block, Channels, _heard);
            _heard += block.Length / Channels;
            _stages.Process(block, _made);
            // What stages that lag give at first is older than the recording.
            var stale = Math.Min(_stale, _made.Length);
            _made.Drop(stale);
            _stale -= stale;
        }
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
