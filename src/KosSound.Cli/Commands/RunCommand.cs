using System.CommandLine;
using KosSound.Conformance.Cases;
using KosSound.Signals;
using KosSound.Suites.Session;

namespace KosSound.Cli.Commands;

/// <summary>The main job, which needs no name: plays, records and judges every advertised format.</summary>
internal sealed class RunCommand(string[] args, Interruption interruption)
{
    private readonly Option<string?> _target = new("--target") { Description = "HOST:PORT of a device, 'container' or 'container:IMAGE' for the simulator in a container, or 'embedded' for the simulator inside this process (default)", HelpName = "HOST:PORT" };
    private readonly Option<LoopbackKind?> _loopback = new("--loopback") { CustomParser = Words.Loopback, HelpName = "digital|electrical|acoustic", Description = "how the sound comes back; picks the default limits (default: what the device file of the simulator says, electrical for a device)" };
    private readonly Option<string?> _out = new("--out") { Description = "folder that becomes this run's bundle (default: a new one below reports)", HelpName = "DIR" };
    private readonly Option<string?> _attachmentBase = new("--attachment-base") { Description = "put before the paths of attachments in junit.xml, where a CI system resolves them from another folder", HelpName = "DIR" };
    private readonly Option<string[]> _only = new("--only") { Description = "only tests with this id; * stands for anything; may be repeated", HelpName = "ID" };
    private readonly Option<Coverage?> _coverage = new("--coverage") { CustomParser = Words.Coverage, HelpName = "all|pairwise|extremes", Description = "which advertised formats are tried: all (default), as few as show every two of rate, depth and channel count together, or those of least and greatest values" };
    private readonly Option<string?> _profile = new("--profile") { Description = "limits file (default: fixtures/profiles/LOOPBACK.yaml)", HelpName = "FILE" };
    private readonly Option<string?> _waivers = new("--waivers") { Description = "file of known failures that do not count until they expire", HelpName = "FILE" };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "bundle whose curves the report lays under this run's", HelpName = "DIR" };
    private readonly Option<string?> _device = new("--device") { Description = "device file of the simulator, or the name of a shipped one (default: reference)", HelpName = "FILE" };
    private readonly Option<string[]> _fault = new("--fault") { Description = "fault of the simulator; may be repeated; './run.sh faults' lists them", HelpName = "NAME[=VALUE]" };
    private readonly Option<int?> _seed = new("--seed") { CustomParser = Words.Seed, Description = "seed of everything pseudo-random; printed in the report", HelpName = "N" };
    private readonly Option<bool> _strict = new("--strict") { Description = "clauses of level 'should' fail too" };
    private readonly Option<bool> _wholeContract = new("--whole-contract") { Description = "prove the contract clauses one after the other, all in real time; the simulator otherwise proves those about the wall clock side by side on copies of it" };
    private readonly Option<bool> _keepAll = new("--keep-all") { Description = "keep the captures of passing formats too" };
    private readonly Option<bool> _realTime = new("--real-time") { Description = "let the embedded simulator keep wall time" };
    private readonly Option<string?> _serial = new("--serial") { Description = "serial number of the device, for the report", HelpName = "TEXT" };
    private readonly Option<string?> _firmware = new("--firmware") { Description = "firmware version of the device, for the report", HelpName = "TEXT" };
    private readonly Option<string?> _station = new("--station") { Description = "name of this test station, for the report", HelpName = "TEXT" };
    private readonly Option<string?> _operator = new("--operator") { Description = "who runs the test, for the report", HelpName = "TEXT" };

    public void AddTo(Command command)
    {
        Option[] options = [_target, _loopback, _out, _attachmentBase, _only, _coverage, _profile, _waivers, _baseline, _device, _fault, _seed, _strict, _wholeContract, _keepAll, _realTime, _serial, _firmware, _station, _operator];
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction((parsed, _) => new Run(OptionsOf(parsed), interruption).ExecuteAsync());
    }

    private SessionOptions OptionsOf(ParseResult parsed)
    {
        var environment = SessionOptions.FromEnvironment();
        var wholeContract = Flag(_wholeContract, environment.WholeContract);
        return environment with
        {
            Target = parsed.GetValue(_target) ?? environment.Target,
            Loopback = parsed.GetValue(_loopback) ?? environment.Loopback,
            OutFolder = parsed.GetValue(_out) ?? environment.OutFolder,
            AttachmentBase = parsed.GetValue(_attachmentBase) ?? environment.AttachmentBase,
            Only = parsed.GetValue(_only) is { Length: > 0 } only ? only : environment.Only,
            Coverage = parsed.GetValue(_coverage) ?? environment.Coverage,
            ProfileFile = parsed.GetValue(_profile) ?? environment.ProfileFile,
            BaselineFolder = parsed.GetValue(_baseline) ?? environment.BaselineFolder,
            WaiverFile = parsed.GetValue(_waivers) ?? environment.WaiverFile,
            DeviceFile = parsed.GetValue(_device) ?? environment.DeviceFile,
            Faults = parsed.GetValue(_fault) is { Length: > 0 } faults ? faults : environment.Faults,
            Seed = parsed.GetValue(_seed) ?? environment.Seed,
            Strict = Flag(_strict, environment.Strict),
            WholeContract = wholeContract,
            KeepAllCaptures = Flag(_keepAll, environment.KeepAllCaptures),
            RealTime = Flag(_realTime, environment.RealTime) || wholeContract,
            Serial = parsed.GetValue(_serial) ?? environment.Serial,
            Firmware = parsed.GetValue(_firmware) ?? environment.Firmware,
            StationId = parsed.GetValue(_station) ?? environment.StationId,
            Operator = parsed.GetValue(_operator) ?? environment.Operator,
            Argv = ["./run.sh", .. args],
        };

        // '--strict false' beats KOS_SOUND_STRICT=1.
        bool Flag(Option<bool> flag, bool otherwise) => parsed.GetResult(flag) is { Implicit: false } ? parsed.GetValue(flag) : otherwise;
    }
}
