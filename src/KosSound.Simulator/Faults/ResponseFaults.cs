using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Simulator.Faults;

/// <summary>Sound that is carried with another level or spectrum.</summary>
internal static class ResponseFaults
{
    public static FaultKind LowPass { get; } = new()
    {
        Name = "low-pass",
        Description = "loses what lies above a frequency, 24 dB per octave",
        Units = FaultUnits.Frequencies,
        Default = FaultSize.Of(6_000, "Hz"),
        FoundBy = ["response.deviation_db", "response.high_3db_hz"],
        Break = (device, fault) => Fault.AddToPlayback(device, new ButterworthPassSettings
        {
            FrequencyHz = fault.Size.Unit == "kHz" ? 1_000 * fault.Value : fault.Value,
        }),
    };
}
