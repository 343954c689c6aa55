namespace KosSound.Simulator.SignalPath;

/// <summary>Interleaved samples in the order they come; grows to what is needed and then stays.</summary>
public sealed class FrameBuffer
{
    private double[] _samples = new double[1_024];
    private int _from;
    private int _to;

    /// <summary>Samples held.</summary>
    public int Length => _to - _from;

    /// <summary>The samples held, first to last; valid until the next change.</summary>
    public Span<double> Samples => _samples.AsSpan(_from, Length);

    /// <summary>Appends samples.</summary>
    public void Append(ReadOnlySpan<double> samples) => samples.CopyTo(Extend(samples.Length));

    /// <summary>Appends silence.</summary>
    public void AppendSilence(int samples) => Extend(samples).Clear();

    /// <summary>Moves the first samples out.</summary>
    /// <param name="samples">Receives them; no longer than <see cref="Length"/>.</param>
    public void Take(Span<double> samples)
    {
        Samples[..samples.Length].CopyTo(samples);
        Drop(samples.Length);
    }

    /// <summary>Forgets the first samples.</summary>
    public void Drop(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Length);
        _from += samples;
        if (_from == _to)
            _from = _to = 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _from = _to = 0;

    private Span<double> Extend(int samples)
    {
        var length = Length;
        if (_to + samples > _samples.Length)
        {
            var room = _samples;
            if (length + samples > _samples.Length / 2)
                room = new double[Math.Max(2 * _samples.Length, 2 * (length + samples))];
            Array.Copy(_samples, _from, room, 0, length);
            _samples = room;
            (_from, _to) = (0, length);
        }
        _to += samples;
        return _samples.AsSpan(_to - samples, samples);
    }
}
