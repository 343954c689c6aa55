using KosSound.Device;
using KosSound.Simulator;

namespace KosSound.Suites.Targets;

/// <summary>Keeps a simulated device and a client in the same process in step: in simulated time each waits for the other.</summary>
public sealed class SimulatedGate(SimulatedDevice device) : IClientTimeGate
{
    public void PlayMessageLeaving() => device.PlayMessageLeaving();

    public void PlayEnded() => device.PlayEnded();

    public void RecordMessageStamped(long bytes) => device.RecordMessageStamped(bytes);

    public void RecordEnded() => device.RecordEnded();

    /// <summary>How a client in this process connects to a simulated device.</summary>
    public static DeviceOptions Connect(SimulatedDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new DeviceOptions { Endpoint = device.Endpoint, Time = device.Time, Gate = new SimulatedGate(device) };
    }
}
