namespace KosSound.Device;

/// <summary>When a message was handed over or had arrived, on the monotonic clock of its device (<see cref="SoundDevice.Now"/>).</summary>
/// <param name="At">Time since the device was connected to.</param>
/// <param name="Frames">Playback: whole frames handed over before this message. Recording: whole frames delivered with it and all before it.</param>
public readonly record struct MessageStamp(TimeSpan At, long Frames);
