namespace KosSound.Signals;

/// <summary>Sampled sound, planar, one double per sample, full scale ±1.0 (0 dBFS is a sine of peak 1.0).</summary>
public sealed class Signal
{
    private readonly double[][] _channels;

    /// <summary>Silence of the given shape.</summary>
    public Signal(int rateHz, int channels, int frames)
        : this(rateHz, NewPlanes(channels, frames))
    {
    }

    /// <summary>Wraps planes without copying; all must have the same length.</summary>
    /// <exception cref="ArgumentException">No plane, planes of unequal length, or a rate below 1 Hz.</exception>
    public Signal(int rateHz, double[][] channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, 1);
        ArgumentOutOfRangeException.ThrowIfZero(channels.Length, nameof(channels));
        if (channels.Any(plane => plane.Length != channels[0].Length))
            throw new ArgumentException($"planes differ in length: {string.Join(", ", channels.Select(p => p.Length))}", nameof(channels));
        RateHz = rateHz;
        _channels = channels;
    }

    /// <summary>Frames per second.</summary>
    public int RateHz { get; }

    /// <summary>Number of channels, at least 1.</summary>
    public int Channels => _channels.Length;

    /// <summary>Number of frames.</summary>
    public int Frames => _channels[0].Length;

    /// <summary>The samples of one channel, zero based.</summary>
    public Span<double> this[int channel] => _channels[channel];

    /// <summary>A copy of some frames of every channel; what lies outside the signal is silence.</summary>
    public Signal Slice(int startFrame, int frames)
    {
        var slice = new Signal(RateHz, Channels, frames);
        var from = Math.Clamp(startFrame, 0, Frames);
        var to = Math.Clamp((long)startFrame + frames, from, Frames);
        for (var channel = 0; channel < Channels; channel++)
            this[channel][from..(int)to].CopyTo(slice[channel][(from - startFrame)..]);
        return slice;
    }

    private static double[][] NewPlanes(int channels, int frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        return [.. Enumerable.Range(0, channels).Select(_ => new double[frames])];
    }
}
