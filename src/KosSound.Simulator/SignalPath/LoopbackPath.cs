using KosSound.Simulator.SignalPath.Interpolation;

namespace KosSound.Simulator.SignalPath;

/// <summary>Everything between the playback converter and the recording converter: what is played comes back later.</summary>
/// <remarks>
/// All sample grids start at device time 0: frame k of a grid of rate R is at k / R seconds, by a clock that is right. In
/// one tick of the device write the feeds first, then read the taps. Where the rates are equal and the clocks nominal the
/// samples pass untouched, bit for bit; otherwise a band-limited interpolator carries them over, which never looks at
/// playback that has not happened yet: the latency is at least what the interpolator and the stages need to see.
/// Any number of feeds and taps may overlap in time. Feeds and taps may be used from different threads.
/// </remarks>
public sealed class LoopbackPath
{
    /// <summary>Playback remembered beyond the latency of the path.</summary>
    internal static readonly TimeSpan HistorySlack = TimeSpan.FromSeconds(1);

    private readonly int _seed;
    private readonly Dictionary<(int Phases, double Cutoff), SincTable> _tables = [];
    private PlaybackFeed[] _feeds = [];
    private long _plays;
    private long _recordings;

    /// <param name="settings">What happens to the sound on its way.</param>
    /// <param name="seed">Everything random in the path follows from it.</param>
    public LoopbackPath(PathSettings settings, int seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        _seed = seed;
    }

    /// <summary>What happens to the sound on its way.</summary>
    public PathSettings Settings { get; }

    /// <summary>Frames a recording asked for before they were played, so that it got silence instead: a fault of the caller's order or clock.</summary>
    public long FramesReadTooEarly { get; internal set; }

    /// <summary>Frames a recording asked for after they had been forgotten, so that it got silence instead: the caller's lateness.</summary>
    public long FramesReadTooLate { get; internal set; }

    /// <summary>Guards everything that feeds and taps share.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Feeds that may still be heard, oldest first.</summary>
    internal ReadOnlySpan<PlaybackFeed> Feeds => _feeds;

    /// <summary>Starts a play.</summary>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="bitDepth">8, 16, 24 or 32; only stages that count in LSB use it.</param>
    /// <param name="channels">Samples per frame.</param>
    /// <param name="startFrame">Where on the rate's grid the first frame is played.</param>
    public PlaybackFeed BeginPlayback(int rateHz, int bitDepth, int channels, long startFrame)
    {
        lock (Gate)
        {
            var context = new StageContext(rateHz, channels, bitDepth, Seeds.Derive(_seed, _plays, 0));
            var feed = new PlaybackFeed(this, context, startFrame, Settings.LatenessOf(_plays++, _seed));
            Prune(startFrame / (double)rateHz);
            _feeds = [.. _feeds, feed];
            return feed;
        }
    }

    /// <summary>Starts a recording.</summary>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="bitDepth">8, 16, 24 or 32; only stages that count in LSB use it.</param>
    /// <param name="channels">Samples per frame.</param>
    /// <param name="startFrame">Where on the rate's grid the first frame is recorded.</param>
    public RecordingTap BeginRecording(int rateHz, int bitDepth, int channels, long startFrame)
    {
        lock (Gate)
        {
            var seed = Seeds.Derive(_seed, _recordings++, 1);
            Prune(startFrame / (double)rateHz);
            return new RecordingTap(this, new StageContext(rateHz, channels, bitDepth, seed), startFrame);
        }
    }

    /// <summary>The filter for a number of phases and a cutoff, made once.</summary>
    internal SincTable Table(int phases, double cutoff)
    {
        if (!_tables.TryGetValue((phases, cutoff), out var table))
            _tables[(phases, cutoff)] = table = new SincTable(phases, cutoff);
        return table;
    }

    private void Prune(double nowSeconds)
    {
        if (Array.Exists(_feeds, feed => feed.HasDiedAway(nowSeconds)))
            _feeds = [.. _feeds.Where(feed => !feed.HasDiedAway(nowSeconds))];
    }
}
