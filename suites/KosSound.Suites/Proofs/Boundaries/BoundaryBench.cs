using System.Collections.Concurrent;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Suites.Proofs.Detection;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>Puts devices on either side of a limit and lets the audio suite judge them, over real gRPC.</summary>
internal sealed class BoundaryBench(int seed)
{
    private readonly ConcurrentDictionary<(LoopbackKind, bool), Lazy<Task<IReadOnlyList<TestRecord>>>> _plain = new();

    public async Task<BoundaryRow> TryAsync(BoundaryEnd end, CancellationToken cancellation)
    {
        var knob = BoundaryKnobs.All.FirstOrDefault(k => k.Metric == end.Limit.Metric);
        var row = new BoundaryRow
        {
            Loopback = end.Loopback,
            Metric = end.Limit.Metric,
            Unit = MetricCatalog.Find(end.Limit.Metric).Unit,
            IsUpper = end.IsUpper,
            Bound = end.Bound,
            Distance = end.WhyNoDevice is null ? knob!.Distance(end.Bound) : 0,
            OnlyJudged = end.WhyNoDevice,
            Inside = Judged(end, end.Bound),
            Outside = Judged(end, end.IsUpper ? Math.BitIncrement(end.Bound) : Math.BitDecrement(end.Bound)),
        };
        return end.WhyNoDevice is not null ? row : row with
        {
            // A count or a flag has no inside but the limit itself.
            Inside = await ReadAsync(end, knob!, end.Limit.Low == end.Limit.High || end.Bound == 0 ? end.Bound : end.At(row.Distance), cancellation),
            Outside = await ReadAsync(end, knob!, end.At(-row.Distance), cancellation),
        };
    }

    private static BoundaryReading Judged(BoundaryEnd end, double value)
    {
        var judged = Judge.Metric(new Metric { Id = end.Limit.Metric, Unit = MetricCatalog.Find(end.Limit.Metric).Unit, Value = value }, end.Limit);
        return new BoundaryReading(value, judged.Outcome, null);
    }

    private async Task<BoundaryReading> ReadAsync(BoundaryEnd end, BoundaryKnob knob, double value, CancellationToken cancellation)
    {
        if (knob.IsAdded)
            value -= Reading(end, await PlainAsync(end.Loopback, knob.OnTypicalDevice, cancellation)).Value ?? 0;
        return Reading(end, await ObserveAsync(end.Loopback, knob.Turn(new BoundaryTarget(DeviceFor(end.Loopback, knob.OnTypicalDevice), value, end.Loopback, BoundaryPlan.Format)), cancellation));
    }

    private Task<IReadOnlyList<TestRecord>> PlainAsync(LoopbackKind loopback, bool typical, CancellationToken cancellation) =>
        _plain.GetOrAdd((loopback, typical), _ => new(() => ObserveAsync(loopback, DeviceFor(loopback, typical), cancellation))).Value;

    // The worst channel speaks for the device.
    private static BoundaryReading Reading(BoundaryEnd end, IReadOnlyList<TestRecord> records)
    {
        var judged = records.SelectMany(r => r.Measurements).Where(m => m.Id == end.Limit.Metric).ToList();
        if (judged.Where(m => m.Value is not null).OrderByDescending(m => end.IsUpper ? m.Value : -m.Value).FirstOrDefault() is not { } worst)
            return new BoundaryReading(null, Outcome.Inconclusive, judged.FirstOrDefault()?.NotMeasurable ?? records.FirstOrDefault(r => r.Outcome != Outcome.Pass)?.Message ?? "it was not measured");
        return new BoundaryReading(worst.Value, judged.Any(m => m.Outcome == Outcome.Fail) ? Outcome.Fail : judged.Any(m => m.Value is null && m.Outcome == Outcome.Inconclusive) ? Outcome.Inconclusive : Outcome.Pass, null);
    }

    private static DeviceDescription DeviceFor(LoopbackKind loopback, bool typical)
    {
        var side = new SideDescription { RatesHz = [BoundaryPlan.Format.RateHz], BitDepths = [BoundaryPlan.Format.BitDepth], Channels = [BoundaryPlan.Format.Channels] };
        return DeviceFile.Load(DetectionBench.DeviceOf(typical ? loopback : LoopbackKind.Digital)) with { Playback = side, Recording = side };
    }

    private async Task<IReadOnlyList<TestRecord>> ObserveAsync(LoopbackKind loopback, DeviceDescription device, CancellationToken cancellation)
    {
        var options = new SessionOptions { DeviceFile = DetectionBench.DeviceOf(loopback), Loopback = loopback, Seed = seed };
        await using var session = await SuiteSession.OpenAsideAsync(options, await EmbeddedTarget.StartAsync(options, device, cancellation), cancellation);
        await using var interrupted = cancellation.Register(session.Interrupt);
        var records = new List<TestRecord>();
        foreach (var format in session.Discovery.Formats)
            records.AddRange(await session.TryAsync(format, trial => trial.Records));
        cancellation.ThrowIfCancellationRequested();
        return records;
    }
}
