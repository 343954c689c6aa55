using KosSound.Simulator.Pcm;

namespace KosSound.Simulator.Descriptions;

/// <summary>What one side of a device, playback or recording, supports: every combination of the three lists.</summary>
public sealed record SideDescription
{
    /// <summary>A side the device does not have.</summary>
    public static SideDescription None { get; } =
        new() { Available = false, RatesHz = [], BitDepths = [], Channels = [] };

    /// <summary>False when the device lacks this side; the lists are then empty.</summary>
    public bool Available { get; init; } = true;

    /// <summary>Frames per second, each 4 000 to 768 000.</summary>
    public required IReadOnlyList<int> RatesHz { get; init; }

    /// <summary>Bits per sample, each 8, 16, 24 or 32.</summary>
    public required IReadOnlyList<int> BitDepths { get; init; }

    /// <summary>Samples per frame, each 1 to 64.</summary>
    public required IReadOnlyList<int> Channels { get; init; }

    /// <summary>Every format of this side, rates outermost.</summary>
    public IEnumerable<DeviceFormat> Formats =>
        from rate in RatesHz
        from depth in BitDepths
        from channels in Channels
        select new DeviceFormat(rate, depth, channels);
}
