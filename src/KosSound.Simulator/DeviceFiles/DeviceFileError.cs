using System.Globalization;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>One thing wrong with a device file.</summary>
/// <param name="File">Name of the file as it was given.</param>
/// <param name="Line">Line of the offending text, from 1; 0 when the whole file is meant.</param>
/// <param name="Problem">What is wrong, and what is allowed instead.</param>
public sealed record DeviceFileError(string File, int Line, string Problem)
{
    public override string ToString() =>
        Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Problem}") : $"{File}: {Problem}";
}
