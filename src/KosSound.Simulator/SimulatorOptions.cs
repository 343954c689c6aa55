using System.Net;

namespace KosSound.Simulator;

/// <summary>Where a simulated device listens and how its time runs.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Address to listen at. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0 to 65535; 0 takes a free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>How the clock runs. Default <see cref="TimeMode.RealTime"/>.</summary>
    public TimeMode TimeMode { get; init; } = TimeMode.RealTime;

    /// <summary>Seed of everything random in the device. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Lateness of its own up to which a device in real time does no harm. Default 50 ms: half of what the contract's clause
    /// record/real-time lets a device lag behind, and a tenth of the playback buffer.
    /// </summary>
    public TimeSpan LateTolerance { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Longest time, on the wall clock, a simulated clock stands still for a client that owes it something; longer is a
    /// stall, which is counted and gone past. Default 2 s.
    /// </summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(2);
}
