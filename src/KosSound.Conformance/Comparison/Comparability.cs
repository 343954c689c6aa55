using KosSound.Conformance.Records;
using KosSound.Conformance.Reports;

namespace KosSound.Conformance.Comparison;

/// <summary>Finds what stands between two runs: a number from another stimulus or under other limits is another quantity.</summary>
internal static class Comparability
{
    /// <summary>One sentence per obstacle; empty when the runs can be compared.</summary>
    public static IEnumerable<string> Obstacles(RunRecord before, RunRecord after)
    {
        var (b, a) = (before.Header, after.Header);
        if (b.Loopback != a.Loopback)
            yield return $"loopback differs: {Word(b)} in the baseline, {Word(a)} now";
        if (Major(b.Suite.Version) != Major(a.Suite.Version))
            yield return $"the suite's major version differs: {b.Suite.Version} in the baseline, {a.Suite.Version} now";
        if (b.Stimulus is { } played && a.Stimulus is { } plays && played != plays)
            yield return $"the stimulus differs: {played} in the baseline, {plays} now";
        if (b.Strict != a.Strict)
            yield return $"strictness differs: {(b.Strict ? "strict" : "not strict")} in the baseline, {(a.Strict ? "strict" : "not strict")} now";
        if (b.Band is { } judged && a.Band is { } judges && judged != judges)
            yield return $"the judged band differs: {Word(judged)} in the baseline, {Word(judges)} now";
        if (OtherLimit(before, after) is { } limit)
            yield return limit;
        foreach (var (run, name) in new[] { (before, "the baseline"), (after, "the new run") })
        {
            if (run.Status != RunStatus.Completed)
                yield return $"{name} is {run.Status.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>What hints at a comparison of unlike things without forbidding it.</summary>
    public static IEnumerable<string> Notes(RunRecord before, RunRecord after)
    {
        if (before.Header.Stimulus is null || after.Header.Stimulus is null)
            yield return "one of the runs does not name its stimulus; it is taken to be the same";
        if (before.Header.Target.Kind != after.Header.Target.Kind)
            yield return $"the baseline is of a {before.Header.Target.Kind}, the new run of a {after.Header.Target.Kind}";
        if (before.Header.Profile != after.Header.Profile)
            yield return $"the profile is called {before.Header.Profile} in the baseline and {after.Header.Profile} now; its limits are the same";
    }

    private static string? OtherLimit(RunRecord before, RunRecord after)
    {
        var limits = before.Tests.SelectMany(t => t.Measurements.Select(m => (Test: t.Id, Measurement: m)))
            .DistinctBy(x => (x.Test, x.Measurement.Id, x.Measurement.Channel))
            .ToDictionary(x => (x.Test, x.Measurement.Id, x.Measurement.Channel), x => x.Measurement);
        foreach (var test in after.Tests)
        {
            foreach (var m in test.Measurements)
            {
                if (limits.TryGetValue((test.Id, m.Id, m.Channel), out var old) && (old.Low, old.High) != (m.Low, m.High))
                    return $"limits differ: {m.Id} of {test.Id} was judged by {Range(old)}, is by {Range(m)}; `./run.sh report` can judge the baseline again";
            }
        }

        return null;
    }

    private static string Range(MeasurementRecord m) =>
        $"{(m.Low is { } low ? MeasurementText.Number(low) : "−∞")} … {(m.High is { } high ? MeasurementText.Number(high) : "∞")} {m.Unit}".TrimEnd();

    private static string Major(string version) => version.Split('.')[0];

    private static string Word(BandRecord band) =>
        $"{MeasurementText.Number(band.LowHz)} Hz … {MeasurementText.Number(band.HighHz)} Hz, {MeasurementText.Number(band.HighRate)} of the rate at most";

    private static string Word(RunHeader header) => header.Loopback.ToString().ToLowerInvariant();
}
