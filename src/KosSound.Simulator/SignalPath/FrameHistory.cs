namespace KosSound.Simulator.SignalPath;

/// <summary>The latest frames of a stream, by their index; older ones are forgotten, missing ones are silence.</summary>
/// <remarks>Planar and contiguous, so that a filter reads its window straight from it.</remarks>
public sealed class FrameHistory
{
    private readonly double[][] _planes;
    private readonly int _keep;
    private int _count;

    /// <param name="channels">Samples per frame.</param>
    /// <param name="keepFrames">Frames that can be read back at least; twice as many are held at most.</param>
    public FrameHistory(int channels, int keepFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(keepFrames, 1);
        _keep = keepFrames;
        _planes = [.. Enumerable.Range(0, channels).Select(_ => new double[2 * keepFrames])];
    }

    /// <summary>Samples per frame.</summary>
    public int Channels => _planes.Length;

    /// <summary>Frames held at most.</summary>
    public int Capacity => _planes[0].Length;

    /// <summary>Index of the first frame not yet appended.</summary>
    public long End => Start + _count;

    /// <summary>Index of the oldest frame still held.</summary>
    public long Start { get; private set; }

    /// <summary>Appends interleaved frames.</summary>
    public void Append(ReadOnlySpan<double> frames)
    {
        while (!frames.IsEmpty)
        {
            var room = Capacity - _count;
            if (room == 0)
                room = Forget();
            var taken = Math.Min(room, frames.Length / Channels);
            for (var channel = 0; channel < Channels; channel++)
            {
                var plane = _planes[channel].AsSpan(_count, taken);
                for (int i = 0, at = channel; i < taken; i++, at += Channels)
                    plane[i] = frames[at];
            }
            _count += taken;
            frames = frames[(taken * Channels)..];
        }
    }

    /// <summary>Some frames of one channel.</summary>
    /// <param name="from">Index of the first; may lie before or after everything held.</param>
    /// <param name="scratch">As long as the window; used only where the window reaches beyond the frames held.</param>
    public ReadOnlySpan<double> Window(int channel, long from, Span<double> scratch)
    {
        var length = scratch.Length;
        if (from >= Start && from + length <= End)
            return _planes[channel].AsSpan((int)(from - Start), length);
        scratch.Clear();
        var low = Math.Max(from, Start);
        var high = Math.Min(from + length, End);
        if (low < high)
            _planes[channel].AsSpan((int)(low - Start), (int)(high - low)).CopyTo(scratch[(int)(low - from)..]);
        return scratch;
    }

    private int Forget()
    {
        foreach (var plane in _planes)
            Array.Copy(plane, _count - _keep, plane, 0, _keep);
        Start += _count - _keep;
        _count = _keep;
        return Capacity - _count;
    }
}
