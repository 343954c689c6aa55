namespace KosSound.Device;

/// <summary>
/// Tells a device that lives in simulated time in the same process what is under way, so that it can hold its clock while the
/// client owes it something. Calls come from any thread, must return at once and must not throw.
/// </summary>
public interface IClientTimeGate
{
    /// <summary>A PlayAudio message is about to be stamped and sent.</summary>
    void PlayMessageLeaving();

    /// <summary>A PlayAudio call has ended in whatever way; messages that left and never arrived are lost. Called once per call.</summary>
    void PlayEnded();

    /// <summary>A RecordAudio message has been stamped.</summary>
    /// <param name="bytes">Its PCM, in bytes; 0 for an empty message.</param>
    void RecordMessageStamped(long bytes);

    /// <summary>A RecordAudio call that delivered, or was given up here, has ended; what was not stamped of it never will be.</summary>
    void RecordEnded();
}

/// <summary>The gate of a device that keeps its own time.</summary>
internal sealed class NoGate : IClientTimeGate
{
    public static readonly NoGate Instance = new();

    public void PlayMessageLeaving()
    {
    }

    public void PlayEnded()
    {
    }

    public void RecordMessageStamped(long bytes)
    {
    }

    public void RecordEnded()
    {
    }
}
