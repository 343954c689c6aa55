namespace KosSound.Signals.Stimuli;

/// <summary>A stimulus file that cannot be read or written, in one line: which file, what is wrong.</summary>
public sealed class StimulusFileException : Exception
{
    public StimulusFileException(string message)
        : base(message)
    {
    }

    public StimulusFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
