using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses;

/// <summary>Against what, and how thoroughly, clauses are proven.</summary>
public sealed record ClauseBenchOptions
{
    /// <summary>Where the device is and by which clock it lives.</summary>
    public required DeviceOptions Device { get; init; }

    /// <summary>How the sound comes back; null when it does not, so that nothing can be heard.</summary>
    public LoopbackKind? Loopback { get; init; }

    /// <summary>Decides probes and shuffles.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Peak level of what is played, in dBFS.</summary>
    public double LevelDbfs { get; init; } = -12;

    /// <summary>Band of the loop, in Hz, where sound is recognised by ear and not sample by sample.</summary>
    public (double LowHz, double HighHz) Band { get; init; } = (500, 6_000);

    /// <summary>Largest allowed spread of latency over restarts.</summary>
    public TimeSpan SpreadLimit { get; init; } = TimeSpan.FromMilliseconds(12);

    /// <summary>Length of the soak; zero skips it.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True when other work in this process takes memory too, so that the soak cannot judge its own.</summary>
    public bool SharesProcess { get; init; }

    /// <summary>The long forms: a whole minute of back-pressure, 20 restarts, every duration.</summary>
    public bool Release { get; init; }

    /// <summary>Format pairs to try; null tries every format of both sides at least once.</summary>
    public IReadOnlyList<FormatRecord>? Pairs { get; init; }
}
