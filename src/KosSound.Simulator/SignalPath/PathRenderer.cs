namespace KosSound.Simulator.SignalPath;

/// <summary>Sends arrays through a path in one go, tick by tick as the service does: for proofs and offline work.</summary>
public static class PathRenderer
{
    /// <summary>Plays an array and records at the same time.</summary>
    /// <param name="path">The path; may have been used before.</param>
    /// <param name="play">The play's stream; the array starts at its start.</param>
    /// <param name="played">Interleaved frames, full scale ±1.</param>
    /// <param name="record">The recording's stream.</param>
    /// <param name="frames">Frames to record.</param>
    /// <param name="tickMs">Milliseconds of a tick, at least 1.</param>
    /// <returns>Interleaved frames.</returns>
    public static double[] Render(LoopbackPath path, StreamGrid play, ReadOnlySpan<double> played, StreamGrid record, int frames, int tickMs = 10)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(tickMs, 1);
        var feed = path.BeginPlayback(play.RateHz, play.BitDepth, play.Channels, play.StartFrame);
        var tap = path.BeginRecording(record.RateHz, record.BitDepth, record.Channels, record.StartFrame);
        var recorded = new double[frames * record.Channels];
        var rest = recorded.AsSpan();
        for (long ms = 0; !rest.IsEmpty; ms += tickMs)
        {
            played = Play(feed, ms * play.RateHz / 1_000, played);
            var ready = Math.Min((long)tap.FramesReady(ms * record.RateHz / 1_000) * record.Channels, rest.Length);
            tap.Read(rest[..(int)ready]);
            rest = rest[(int)ready..];
        }
        feed.End();
        return recorded;
    }

    private static ReadOnlySpan<double> Play(PlaybackFeed feed, long throughFrame, ReadOnlySpan<double> played)
    {
        while (!feed.HasEnded && feed.FramesDue(throughFrame) is > 0 and var due)
        {
            var taken = (int)Math.Min((long)due * feed.Channels, played.Length);
            feed.Write(played[..taken]);
            played = played[taken..];
            if (played.IsEmpty)
                feed.End();
        }
        return played;
    }
}

/// <summary>A stream into or out of a path.</summary>
/// <param name="RateHz">Frames per second.</param>
/// <param name="BitDepth">8, 16, 24 or 32.</param>
/// <param name="Channels">Samples per frame.</param>
/// <param name="StartFrame">Where on the rate's grid it starts.</param>
public readonly record struct StreamGrid(int RateHz, int BitDepth, int Channels, long StartFrame = 0);
