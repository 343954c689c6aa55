using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using KosSound.Conformance.Records;
using KosSound.Device.Capabilities;
using KosSound.Signals.Stimuli;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Session;

/// <summary>Collects what is known when a run begins.</summary>
internal static class RunHeaders
{
    public static RunHeader Of(SuiteSession session, Target target)
    {
        var started = TimeProvider.System.GetUtcNow();
        var options = session.Options;
        return new RunHeader
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"{started:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N")[..6]}"),
            StartedUtc = started,
            Suite = Suite(),
            AttachmentBase = options.AttachmentBase ?? "",
            Profile = session.Profile.Name,
            Loopback = session.Loopback,
            Strict = options.Strict,
            Seed = session.Seed,
            Stimulus = Stimulus(session),
            Band = new BandRecord(session.Profile.BandLowHz, session.Profile.BandHighHz, session.Profile.BandHighRate),
            Argv = options.Argv,
            Host = new HostRecord(RuntimeInformation.OSDescription, $"{Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}", RuntimeInformation.FrameworkDescription),
            Target = new TargetRecord(target.ClientOptions.Endpoint.Authority, target.Kind, options.Serial, options.Firmware, Capabilities(session.Discovery.Capabilities)),
            Station = new StationRecord(options.StationId, options.Operator, null, null),
            Inputs = session.Inputs,
            Coverage = options.Coverage.ToString().ToLowerInvariant(),
            Only = options.Only,
            // The minimum guards against a run that shrinks unnoticed; who says --only means to run less.
            MinimumTests = options.Only.Count > 0 ? 1 : session.Profile.MinimumTests,
            Formats = session.FormatsToTry,
        };
    }

    // The seed is left out: it moves phases and the payload, not what is measured by them.
    private static string Stimulus(SuiteSession session) => string.Create(CultureInfo.InvariantCulture,
        $"composite v{StimulusFile.Version}, {session.Profile.LevelDbfs} dBFS, {session.Profile.Restarts} restarts");

    // The SDK writes the commit behind a plus sign.
    private static SuiteRecord Suite()
    {
        var version = typeof(RunHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        var parts = version.Split('+', 2);
        return new SuiteRecord(parts[0], parts.Length > 1 ? parts[1] : null);
    }

    private static CapabilitiesRecord? Capabilities(DeviceCapabilities? capabilities) =>
        capabilities is null ? null : new CapabilitiesRecord(Side(capabilities.Playback), Side(capabilities.Recording));

    // What does not fit is no format anyone can try; the contract clause info/well-formed judges the numbers as received.
    private static IReadOnlyList<int> Numbers(IReadOnlyList<uint> values) => [.. values.Select(v => (int)Math.Min(v, int.MaxValue))];

    private static SideRecord Side(SideCapabilities side) => new(side.Available, Numbers(side.RatesHz), Numbers(side.BitDepths), Numbers(side.Channels));
}
