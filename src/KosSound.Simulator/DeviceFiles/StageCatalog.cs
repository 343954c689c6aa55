using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Edits;
using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Every kind of stage a device file can name.</summary>
public static class StageCatalog
{
    /// <summary>All kinds, in the order people read them.</summary>
    public static IReadOnlyList<StageKind> All { get; } =
    [
        SilenceSettings.Kind,
        GainSettings.Kind,
        ChannelMapSettings.Kind,
        CrosstalkSettings.Kind,
        SkewSettings.Kind,
        ButterworthPassSettings.LowPass,
        ButterworthPassSettings.HighPass,
        .. EqualiserSettings.Kinds,
        MeasuredResponseSettings.Kind,
        RoomSettings.Kind,
        NonlinearitySettings.Kind,
        ClippingSettings.Kind,
        LimiterSettings.Kind,
        AgcSettings.Kind,
        NoiseSuppressionSettings.Kind,
        NoiseSettings.Kind,
        HumSettings.Kind,
        OffsetSettings.Kind,
        EffectiveBitsSettings.Kind,
        NativeRateSettings.Kind,
        ZeroFillSettings.Kind,
        ClickSettings.Kind,
        SkipSettings.Kind,
        InsertSettings.Kind,
        RepeatSettings.Kind,
        ReorderSettings.Kind,
        LossSettings.First,
        LossSettings.Last,
    ];

    /// <summary>The kind of a name; null when there is none.</summary>
    public static StageKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
