using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath;

/// <summary>A kind of stage a device file can name.</summary>
/// <param name="Name">Its key, kebab-case.</param>
/// <param name="Description">What it does to the sound.</param>
/// <param name="Parameters">What can be set.</param>
/// <param name="Build">Makes the settings; throws <see cref="ArgumentException"/> where values do not fit together.</param>
public sealed record StageKind(
    string Name,
    string Description,
    IReadOnlyList<Parameter> Parameters,
    Func<ParameterValues, StageSettings> Build);
