using KOS.Sound;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>What a device takes that holds a field of 0 for one that was not set: protobuf cannot tell them apart.</summary>
internal static class DefaultConfig
{
    /// <summary>Puts 48 kHz, 16 bit and 2 channels in the place of 0.</summary>
    public static void Fill(AudioConfig? config)
    {
        if (config is { SampleRate: 0 })
            config.SampleRate = 48_000;
        if (config is { BitDepth: 0 })
            config.BitDepth = 16;
        if (config is { Channels: 0 })
            config.Channels = 2;
    }
}
