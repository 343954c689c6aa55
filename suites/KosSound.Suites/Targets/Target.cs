using KosSound.Conformance.Records;
using KosSound.Device;

namespace KosSound.Suites.Targets;

/// <summary>A device under test as long as it is there: where it is, and by which clock it lives.</summary>
public abstract class Target : IAsyncDisposable
{
    /// <summary>How a client connects and keeps time with it.</summary>
    public abstract DeviceOptions ClientOptions { get; }

    /// <summary><c>simulator</c>, <c>device</c> or <c>container</c>: as results call it.</summary>
    public abstract string Kind { get; }

    /// <summary>Options of a command line that reaches the same target; empty for the default one.</summary>
    public abstract string CommandLine { get; }

    /// <summary>True when the loop exists by construction, so that silence is the device's failure.</summary>
    public abstract bool LoopIsProven { get; }

    /// <summary>Opens another device of the same kind that lives in real time; null where this one does.</summary>
    public virtual Func<CancellationToken, Task<Target>>? OpenInRealTime => null;

    /// <summary>Files that describe the target.</summary>
    public virtual IReadOnlyList<InputRecord> Inputs => [];

    /// <summary>What went wrong on this machine since the last question, in words; null when nothing did.</summary>
    public virtual string? TakeTrouble() => null;

    /// <summary>What the target itself has written about the run, for whoever looks into a failure; null when it cannot be read.</summary>
    public virtual Task<string?> ReadLogAsync() => Task.FromResult<string?>(null);

    public abstract ValueTask DisposeAsync();
}
