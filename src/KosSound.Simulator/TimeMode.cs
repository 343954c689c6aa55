namespace KosSound.Simulator;

/// <summary>How the clock of a simulated device runs.</summary>
public enum TimeMode
{
    /// <summary>As fast as the wall clock: what a device does.</summary>
    RealTime,

    /// <summary>
    /// As fast as the machine allows, standing still while the client owes the device something: for clients in the same
    /// process that keep time by <see cref="SimulatedDevice.Time"/> and tell what is under way.
    /// </summary>
    Simulated,
}
