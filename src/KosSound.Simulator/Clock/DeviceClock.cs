namespace KosSound.Simulator.Clock;

/// <summary>
/// The clock of one device. Time 0 is the device's start; all frame grids begin there: frame k of rate R is due at k / R.
/// One thread waits for ticks; everything else may be called from any thread and returns at once.
/// </summary>
internal abstract class DeviceClock
{
    /// <summary>Device time as a time provider, for stamps and for timers.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Device time since the start.</summary>
    public abstract TimeSpan Now { get; }

    /// <summary>Lateness and stalls of this clock.</summary>
    public abstract ClockHealth Health { get; }

    /// <summary>Blocks until the device is to be moved on.</summary>
    /// <param name="tick">Device time up to which everything is due.</param>
    /// <returns>False once the clock was stopped.</returns>
    public abstract bool WaitForTick(IDeviceActivity activity, out TimeSpan tick);

    /// <summary>Notes that the device has been moved on to <paramref name="tick"/>.</summary>
    /// <param name="frames">Frames that passed, for the count of late ones.</param>
    public abstract void Settle(TimeSpan tick, long frames);

    /// <summary>Looks again: a call began, ended, or made progress.</summary>
    public abstract void Wake();

    /// <summary>Ends <see cref="WaitForTick"/> for good.</summary>
    public abstract void Stop();

    /// <summary>A message of a play has arrived and was taken in.</summary>
    public virtual void PlayMessageArrived()
    {
    }

    /// <summary>A play was answered; its client has yet to learn of it.</summary>
    public virtual void PlayAnswered()
    {
    }

    /// <summary>Notes that recorded audio is only now being written, although its reader waited for it.</summary>
    /// <param name="readySince">Device time at which it was there.</param>
    public virtual void NoteDelivery(TimeSpan readySince)
    {
    }

    /// <summary>Recorded bytes are ready for the network.</summary>
    public virtual void Delivering(long bytes)
    {
    }

    /// <summary>Of what was announced as ready, bytes that were thrown away instead: their recording had just ended.</summary>
    public virtual void NotDelivering(long bytes)
    {
    }

    /// <summary>A recording was broken off; what was not acknowledged of it never will be.</summary>
    public virtual void RecordingAbandoned()
    {
    }

    /// <summary>A client in the same process is about to stamp and send a message of a play.</summary>
    public virtual void PlayMessageLeaving()
    {
    }

    /// <summary>A client in the same process has seen its play end, in whatever way.</summary>
    public virtual void PlayEnded()
    {
    }

    /// <summary>A client in the same process has stamped recorded bytes.</summary>
    public virtual void RecordMessageStamped(long bytes)
    {
    }
}
