using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Simulator.SignalPath;

/// <summary>Every kind of stage a device file can name.</summary>
public static class StageCatalog
{
    /// <summary>All kinds, in the order people read them.</summary>
    public static IReadOnlyList<StageKind> All { get; } =
    [
        SilenceSettings.Kind,
        ButterworthPassSettings.LowPass,
        ButterworthPassSettings.HighPass,
        ZeroFillSettings.Kind,
    ];

    /// <summary>The kind of a name; null when there is none.</summary>
    public static StageKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
