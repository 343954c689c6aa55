namespace KosSound.Simulator;

/// <summary>The simulated device could not be started; the message is one line for people.</summary>
public sealed class SimulatorException : Exception
{
    public SimulatorException(string message)
        : base(message)
    {
    }

    public SimulatorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
