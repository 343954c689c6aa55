namespace KosSound.Simulator.DeviceFiles;

/// <summary>A device file was refused; carries everything that is wrong with it.</summary>
public sealed class DeviceFileException : Exception
{
    public DeviceFileException(IReadOnlyList<DeviceFileError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>All errors, in the order of the file; one line each.</summary>
    public IReadOnlyList<DeviceFileError> Errors { get; }
}
