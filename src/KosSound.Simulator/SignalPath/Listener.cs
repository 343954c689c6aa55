using System.Numerics;
using KosSound.Simulator.SignalPath.Interpolation;

namespace KosSound.Simulator.SignalPath;

/// <summary>What one recording hears of one play.</summary>
internal sealed class Listener
{
    private const int FreePhases = 512;

    private readonly LoopbackPath _path;
    private readonly PositionMap _map;
    private readonly SincTable? _table;
    private double[] _scratch;
    private readonly double[] _weights;
    private readonly double[] _frame;

    public Listener(LoopbackPath path, PlaybackFeed feed, RecordingTap tap)
    {
        _path = path;
        Feed = feed;
        var playback = new PositionMap.Grid(feed.RateHz, feed.TrueRateHz, feed.StartFrame);
        var recording = new PositionMap.Grid(tap.RateHz, tap.TrueRateHz, tap.StartFrame);
        // The stages of both streams and the interpolator need to see this much of what is still to be recorded.
        var needed = (feed.DelayFrames / feed.TrueRateHz) + (tap.DelayFrames / tap.TrueRateHz);
        _map = Map(needed);
        if (!_map.IsCopy)
        {
            // A table for free positions needs fewer rows where the filter is longer: its shape is stretched with it.
            var phases = _map.IsExact ? _map.Phases : Math.Max(32, (int)(FreePhases * _map.Cutoff));
            _table = path.Table(phases, _map.Cutoff);
            _map = Map(needed + ((_table.HalfWidth + 1) / feed.TrueRateHz));
        }
        _scratch = new double[_table?.Taps ?? 1];
        _weights = new double[_table?.Taps ?? 0];
        _frame = new double[feed.Channels];

        PositionMap Map(double least) =>
            new(playback, recording, Math.Max(feed.Latency.TotalSeconds, least), feed.DelayFrames);
    }

    /// <summary>The play listened to.</summary>
    public PlaybackFeed Feed { get; }

    /// <summary>Adds what is heard to some recorded frames.</summary>
    /// <param name="recorded">Interleaved frames.</param>
    /// <param name="channels">Samples per recorded frame.</param>
    /// <param name="firstFrame">Index of the first, from the start of the recording.</param>
    public void AddTo(Span<double> recorded, int channels, long firstFrame)
    {
        var frames = recorded.Length / channels;
        var history = Feed.History;
        var reach = _table?.HalfWidth ?? 0;
        var (first, last) = (FrameAt(firstFrame) - reach + 1, FrameAt(firstFrame + frames - 1) + reach);
        if (_table is null)
            first--;
        if (last < 0 || (Feed.HasEnded && first >= history.End))
            return;
        if (!Feed.HasEnded && last >= history.End)
            _path.FramesReadTooEarly += last + 1 - history.End;
        if (Math.Max(first, 0) < history.Start)
            _path.FramesReadTooLate += history.Start - Math.Max(first, 0);
        var heard = channels == 1 ? Feed.Channels : Math.Min(Feed.Channels, channels);
        if (_table is null)
        {
            Copy(recorded, channels, heard, FrameAt(firstFrame));
            return;
        }
        for (var i = 0; i < frames; i++)
        {
            Hear(_table, firstFrame + i, heard);
            Spread(recorded.Slice(i * channels, channels));
        }
    }

    /// <summary>Where every recorded frame is a played one, whole planes are added.</summary>
    private void Copy(Span<double> recorded, int channels, int heardChannels, long from)
    {
        var frames = recorded.Length / channels;
        if (_scratch.Length < frames)
            _scratch = new double[frames];
        for (var channel = 0; channel < heardChannels; channel++)
        {
            var plane = Feed.History.Window(channel, from, _scratch.AsSpan(0, frames));
            if (Feed.Channels == 1)
                for (var i = 0; i < recorded.Length; i++)
                    recorded[i] += plane[i / channels];
            else if (channels == 1)
                for (var i = 0; i < frames; i++)
                    recorded[i] += plane[i] / Feed.Channels;
            else
                for (int i = 0, at = channel; i < frames; i++, at += channels)
                    recorded[at] += plane[i];
        }
    }

    private long FrameAt(long recorded) => _map.IsExact ? _map.ExactAt(recorded).Frame : _map.FreeAt(recorded).Frame;

    private void Hear(SincTable table, long recorded, int heardChannels)
    {
        long from;
        ReadOnlySpan<double> weights;
        if (_map.IsExact)
        {
            (from, var phase) = _map.ExactAt(recorded);
            weights = table.Row(phase);
        }
        else
        {
            (from, var fraction) = _map.FreeAt(recorded);
            table.Blend(fraction, _weights);
            weights = _weights;
        }
        for (var channel = 0; channel < heardChannels; channel++)
            _frame[channel] = Dot(Feed.History.Window(channel, from - table.HalfWidth + 1, _scratch), weights);
    }

    /// <summary>One channel goes to all, several go to one as their mean, otherwise by their place.</summary>
    private void Spread(Span<double> recorded)
    {
        if (_frame.Length == 1)
        {
            foreach (ref var sample in recorded)
                sample += _frame[0];
            return;
        }
        if (recorded.Length == 1)
        {
            var sum = 0.0;
            foreach (var sample in _frame)
                sum += sample;
            recorded[0] += sum / _frame.Length;
            return;
        }
        for (var channel = 0; channel < Math.Min(recorded.Length, _frame.Length); channel++)
            recorded[channel] += _frame[channel];
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            sum += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
        var total = Vector.Sum(sum);
        for (; i < x.Length; i++)
            total += x[i] * y[i];
        return total;
    }
}
