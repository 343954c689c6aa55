namespace KosSound.Suites.Containers;

/// <summary>Containers cannot be had or used on this machine; the message is for people and says what to do.</summary>
/// <remarks>Never the fault of a device under test: the command answers 3, infrastructure.</remarks>
public sealed class ContainerException : Exception
{
    public ContainerException(string message)
        : base(message)
    {
    }

    public ContainerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
