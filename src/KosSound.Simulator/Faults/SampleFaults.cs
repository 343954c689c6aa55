using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Simulator.Faults;

/// <summary>Samples that are not what the bit depth says, or not where they should be.</summary>
internal static class SampleFaults
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new()
        {
            Name = "fake-bits",
            Description = "leaves the lowest bits of every sample empty: 24 bit that are fewer",
            Units = [new("bit", 1, 30)],
            Default = FaultSize.Of(8, "bit"),
            SmallestDigital = FaultSize.Of(1, "bit"),
            FoundBy = ["bits.effective"],
            Break = Breaking.Playback(fault => new EffectiveBitsSettings { LostBits = (int)fault.Value, Reduction = BitReduction.Truncate }),
        },
        Encoding("wrong-endian", "records samples with their most significant byte first", encoding => encoding with { IsBigEndian = true }),
        Encoding("wrong-sign", "records unsigned samples", encoding => encoding with { IsUnsigned = true }),
        Encoding("wrong-packing", "records samples in four bytes each, in the lower ones", encoding => encoding with { Container = SampleContainer.LowOfFour }),
        Encoding("high-packing", "records samples in four bytes each, in the upper ones", encoding => encoding with { Container = SampleContainer.HighOfFour }),
        Encoding("float-samples", "records 32-bit floats", encoding => encoding with { Container = SampleContainer.FloatingPoint }),
        new()
        {
            Name = "byte-slip",
            Description = "loses bytes of a recording, so that every sample is read across two",
            Units = [new("byte", 1, 64)],
            Default = FaultSize.Of(1, "byte"),
            SmallestDigital = FaultSize.Of(1, "byte"),
            SmallestElectrical = FaultSize.Of(1, "byte"),
            SmallestAcoustic = FaultSize.Of(1, "byte"),
            FoundBy = ["wire/encoding", "dropouts.count", "bits.exact"],
            IsTimed = true,
            Break = Breaking.RecordedBytes((wire, fault) => wire with { SlipBytes = (int)fault.Value, SlipWhen = fault.When }),
        },
    ];

    private static FaultKind Encoding(string name, string description, Func<SampleEncoding, SampleEncoding> change) => new()
    {
        Name = name,
        Description = description,
        SmallestDigital = FaultSize.Any,
        SmallestElectrical = FaultSize.Any,
        SmallestAcoustic = FaultSize.Any,
        FoundBy = ["wire/encoding"],
        Break = Breaking.RecordedBytes((wire, _) => wire with { Encoding = change(wire.Encoding) }),
    };
}
