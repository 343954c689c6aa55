using KosSound.Signals;
using KosSound.Simulator.Descriptions;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>How a device is made to have a wanted value of a metric.</summary>
/// <param name="Metric">Metric id.</param>
/// <param name="Distance">How far from a limit the device is put: its own unit, by the limit.</param>
/// <param name="Turn">Gives a device the value.</param>
public sealed record BoundaryKnob(string Metric, Func<double, double> Distance, Func<BoundaryTarget, DeviceDescription> Turn)
{
    /// <summary>True when the value adds to what the device has anyway, which is measured first.</summary>
    public bool IsAdded { get; init; }

    /// <summary>True where the device has to be the one that stands for the loop, noise and room included.</summary>
    public bool OnTypicalDevice { get; init; }
}

/// <summary>A device to be given a value.</summary>
/// <param name="Device">The device.</param>
/// <param name="Value">The value, in the metric's unit; of an added one what is missing to it.</param>
/// <param name="Loopback">How its sound comes back.</param>
/// <param name="Format">What it plays and records.</param>
public sealed record BoundaryTarget(DeviceDescription Device, double Value, LoopbackKind Loopback, PcmFormat Format);
