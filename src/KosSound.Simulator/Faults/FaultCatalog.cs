namespace KosSound.Simulator.Faults;

/// <summary>Every fault the simulator can have.</summary>
public static class FaultCatalog
{
    /// <summary>All faults, in the order people read them.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        .. DropoutFaults.All,
        .. ChannelFaults.All,
        .. LevelFaults.All,
        .. ResponseFaults.All,
        .. TimingFaults.All,
        .. SampleFaults.All,
    ];

    /// <summary>The fault of a name; null when there is none.</summary>
    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Reads <c>NAME[=VALUE[UNIT]][@TIME]</c>, for example <c>low-pass=6000</c>, <c>zero-fill=1ms@800ms</c>, <c>skip=1@2/s</c>.</summary>
    /// <exception cref="FormatException">What is wrong and what is allowed, in one line.</exception>
    public static Fault Parse(string text) => FaultReader.Read(text);
}
