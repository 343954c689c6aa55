using KOS.Sound;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Bytes of a frame, as a device goes by that does not check its configurations.</summary>
internal static class FrameSize
{
    /// <summary>Bytes of a frame after a message, at least 1 once a configuration came; those before where it brings none that could be right.</summary>
    public static int After(int before, AudioConfig? config) =>
        config is { BitDepth: <= 32, Channels: <= 64 } ? (int)Math.Max(1, config.BitDepth / 8 * config.Channels) : before;
}
