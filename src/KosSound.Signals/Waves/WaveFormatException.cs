namespace KosSound.Signals.Waves;

/// <summary>A WAV file that cannot be read or written, in one line: what is wrong, where, and which file where one is known.</summary>
public sealed class WaveFormatException : Exception
{
    public WaveFormatException(string message)
        : base(message)
    {
    }

    public WaveFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
