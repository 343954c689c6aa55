namespace KosSound.Conformance.Configuration;

/// <summary>A configuration file or option is wrong: exit 2. Carries every error found, one line each.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors))
    {
        Errors = errors;
    }

    public ConfigurationException(string message)
        : this([message])
    {
    }

    public ConfigurationException()
        : this([])
    {
    }

    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
        Errors = [message];
    }

    /// <summary>"file:line: what is wrong; what is allowed", one per error.</summary>
    public IReadOnlyList<string> Errors { get; }
}
