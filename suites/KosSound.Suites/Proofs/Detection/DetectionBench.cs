using System.Collections.Concurrent;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>Runs the audio suite, and clauses, against simulated devices over real gRPC; several benches may run side by side.</summary>
internal sealed class DetectionBench
{
    private readonly ConcurrentDictionary<(LoopbackKind, string, int), Lazy<Task<Observation>>> _clean = new();

    /// <summary>The device file that stands for a loop.</summary>
    public static string DeviceOf(LoopbackKind loopback) => loopback switch
    {
        LoopbackKind.Digital => "reference",
        LoopbackKind.Electrical => "electrical-loop",
        _ => "acoustic-robot",
    };

    /// <summary>What the suite sees of a device without fault; asked again, the same answer.</summary>
    public Task<Observation> CleanAsync(LoopbackKind loopback, IReadOnlyList<PcmFormat> formats, int seed, CancellationToken cancellation) =>
        _clean.GetOrAdd((loopback, string.Join(' ', formats), seed), _ => new(() => ObserveAsync(new Subject(loopback, null, formats), seed, [], cancellation))).Value;

    /// <summary>What the suite sees of a device with a fault.</summary>
    public static Task<Observation> FaultyAsync(DetectionCase tried, int seed, CancellationToken cancellation) =>
        ObserveAsync(new Subject(tried.Loopback, tried.Fault, tried.Formats), seed, [.. tried.Clauses], cancellation);

    private static async Task<Observation> ObserveAsync(Subject subject, int seed, IReadOnlyList<Clause> clauses, CancellationToken cancellation)
    {
        var (records, traces) = (new List<TestRecord>(), new List<string>());
        await using (var session = await OpenAsync(subject, seed, realTime: false, cancellation))
        {
            await using var interrupted = cancellation.Register(session.Interrupt);
            foreach (var format in session.Discovery.Formats)
            {
                records.AddRange(await session.TryAsync(format, trial =>
                {
                    traces.Add(Observation.TraceOf(trial));
                    return trial.Records;
                }));
            }

            foreach (var clause in clauses.Where(c => !c.IsWallClock))
                records.Add(await session.ProveAsync(clause));
        }

        if (clauses.Any(c => c.IsWallClock))
        {
            // Clauses about the wall clock are told nothing by a device that does not keep it.
            await using var session = await OpenAsync(subject, seed, realTime: true, cancellation);
            await using var interrupted = cancellation.Register(session.Interrupt);
            foreach (var clause in clauses.Where(c => c.IsWallClock))
                records.Add(await session.ProveAsync(clause));
        }

        cancellation.ThrowIfCancellationRequested();
        return new Observation(records, traces);
    }

    private static async Task<SuiteSession> OpenAsync(Subject subject, int seed, bool realTime, CancellationToken cancellation)
    {
        var options = new SessionOptions { DeviceFile = DeviceOf(subject.Loopback), Loopback = subject.Loopback, Seed = seed, RealTime = realTime };
        return await SuiteSession.OpenAsideAsync(options, await EmbeddedTarget.StartAsync(options, subject.Describe(), cancellation), cancellation);
    }

    private sealed record Subject(LoopbackKind Loopback, Fault? Fault, IReadOnlyList<PcmFormat> Formats)
    {
        public DeviceDescription Describe()
        {
            var side = new SideDescription
            {
                RatesHz = [.. Formats.Select(f => f.RateHz).Distinct()],
                BitDepths = [.. Formats.Select(f => f.BitDepth).Distinct()],
                Channels = [.. Formats.Select(f => f.Channels).Distinct()],
            };
            var device = DeviceFile.Load(DeviceOf(Loopback)) with { Playback = side, Recording = side };
            return Fault?.ApplyTo(device) ?? device;
        }
    }
}
