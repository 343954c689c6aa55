using KosSound.Conformance.Cases;
using KosSound.Signals;

namespace KosSound.Suites.Session;

/// <summary>Everything a run can be told; flags beat environment variables, which beat the defaults here.</summary>
public sealed record SessionOptions
{
    /// <summary><c>embedded</c>, <c>HOST:PORT</c>, or <c>container[:IMAGE]</c>.</summary>
    public string Target { get; init; } = TargetSpec.Embedded;

    /// <summary>Device file of the embedded simulator; null for the reference device.</summary>
    public string? DeviceFile { get; init; }

    /// <summary>Faults the embedded simulator is given, <c>NAME[=VALUE]</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How the sound comes back; null for what the device file of a simulator says, electrical with a device.</summary>
    public LoopbackKind? Loopback { get; init; }

    /// <summary>Limits file; null for the default of the loop.</summary>
    public string? ProfileFile { get; init; }

    /// <summary>File of waivers; null for none.</summary>
    public string? WaiverFile { get; init; }

    /// <summary>Bundle whose curves the report lays under this run's; null for none.</summary>
    public string? BaselineFolder { get; init; }

    /// <summary>Folder that becomes this run's bundle; null for a new one under <see cref="ReportsFolder"/>.</summary>
    public string? OutFolder { get; init; }

    /// <summary>Put before the paths of attachments in junit.xml; null for paths within the bundle.</summary>
    public string? AttachmentBase { get; init; }

    /// <summary>Where runs are collected; null for <c>reports</c> beside the solution.</summary>
    public string? ReportsFolder { get; init; }

    /// <summary>Only tests whose id matches one of these patterns (<c>*</c> stands for anything); empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>By what rule formats are taken from those the target advertises.</summary>
    public Coverage Coverage { get; init; } = Coverage.All;

    /// <summary>Seed of everything pseudo-random in the run; null for one taken from the clock.</summary>
    public int? Seed { get; init; }

    /// <summary>Clauses of level "should" fail too.</summary>
    public bool Strict { get; init; }

    /// <summary>Prove all clauses one after the other on the target itself, in real time.</summary>
    public bool WholeContract { get; init; }

    /// <summary>Keep the captures of passing formats too.</summary>
    public bool KeepAllCaptures { get; init; }

    /// <summary>Let the embedded simulator keep wall time.</summary>
    public bool RealTime { get; init; }

    /// <summary>Serial number and firmware of the device, written into the results.</summary>
    public string? Serial { get; init; }
    public string? Firmware { get; init; }
    public string? StationId { get; init; }
    public string? Operator { get; init; }

    /// <summary>The command line as it was given, for the results.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>Reads <c>KOS_SOUND_*</c>: what <c>dotnet test</c> and IDEs are configured by.</summary>
    /// <exception cref="Conformance.Configuration.ConfigurationException">A value has no meaning.</exception>
    public static SessionOptions FromEnvironment()
    {
        SessionEnvironment.RefuseUnknown();
        return new SessionOptions
        {
            Target = SessionEnvironment.Text("TARGET") ?? TargetSpec.Embedded,
            DeviceFile = SessionEnvironment.Text("DEVICE"),
            Faults = SessionEnvironment.List("FAULTS"),
            Loopback = SessionEnvironment.Choice<LoopbackKind>("LOOPBACK"),
            ProfileFile = SessionEnvironment.Text("PROFILE"),
            WaiverFile = SessionEnvironment.Text("WAIVERS"),
            BaselineFolder = SessionEnvironment.Text("BASELINE"),
            OutFolder = SessionEnvironment.Text("OUT"),
            AttachmentBase = SessionEnvironment.Text("ATTACHMENT_BASE"),
            ReportsFolder = SessionEnvironment.Text("REPORTS"),
            Only = SessionEnvironment.List("ONLY"),
            Coverage = SessionEnvironment.Choice<Coverage>("COVERAGE") ?? Coverage.All,
            Seed = SessionEnvironment.Seed("SEED"),
            Strict = SessionEnvironment.Flag("STRICT"),
            WholeContract = SessionEnvironment.Flag("WHOLE_CONTRACT"),
            KeepAllCaptures = SessionEnvironment.Flag("KEEP_ALL"),
            RealTime = SessionEnvironment.Flag("REAL_TIME"),
            Serial = SessionEnvironment.Text("SERIAL"),
            Firmware = SessionEnvironment.Text("FIRMWARE"),
            StationId = SessionEnvironment.Text("STATION"),
            Operator = SessionEnvironment.Text("OPERATOR"),
            Argv = ["dotnet", "test"],
        };
    }
}
