using KosSound.Simulator.Descriptions;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.Faults;

/// <summary>A fault of a certain size.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Size">How much.</param>
public sealed record Fault(FaultKind Kind, FaultSize Size)
{
    /// <summary>When it happens, for a fault that happens at moments.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <summary>The number of the size.</summary>
    /// <exception cref="InvalidOperationException">The fault has no size.</exception>
    public double Value => Size.Value ?? throw new InvalidOperationException($"{Kind.Name} has no size");

    /// <summary>The size as a length of time, where the units are <c>frames</c> and <c>ms</c>.</summary>
    public Extent Length => new(Value, Size.Unit == "frames");

    /// <summary>A device with this fault.</summary>
    public DeviceDescription ApplyTo(DeviceDescription device) => Kind.Break(device, this);

    public override string ToString() => Size.Value is null ? Kind.Name : $"{Kind.Name}={Size}";
}
