using KosSound.Simulator.Descriptions;

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

    /// <summary>Gives a device faults, in this order.</summary>
    /// <param name="texts">As <see cref="Parse"/> reads them.</param>
    /// <exception cref="FormatException">One of them is none, or the device's path latency leaves no room for them; one line.</exception>
    public static DeviceDescription Apply(IEnumerable<string> texts, DeviceDescription device)
    {
        var faults = texts.Select(Parse).ToList();
        var broken = faults.Aggregate(device, (described, fault) => fault.ApplyTo(described));
        return faults.Count > 0 && LookAhead.Shortage(broken) is { } shortage
            ? throw new FormatException($"{string.Join(", ", faults)} cannot be given to {device.Name}: path_latency_ms: {shortage}")
            : broken;
    }

    /// <summary>Reads <c>NAME[=VALUE[UNIT]][@TIME]</c>, for example <c>low-pass=6000</c>, <c>zero-fill=1ms@800ms</c>, <c>skip=1@2/s</c>.</summary>
    /// <exception cref="FormatException">What is wrong and what is allowed, in one line.</exception>
    public static Fault Parse(string text) => FaultReader.Read(text);
}
