namespace KosSound.Simulator.Engine;

/// <summary>A side of the device is in use by another call.</summary>
internal sealed class DeviceBusyException(string message) : Exception(message);
