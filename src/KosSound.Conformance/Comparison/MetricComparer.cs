using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Comparison;

/// <summary>Compares single metrics.</summary>
internal static class MetricComparer
{
    private const double CoverageFactor = 2;

    /// <summary>Every metric of either test, in the order of the new one.</summary>
    public static IReadOnlyList<MetricChange> Compare(TestRecord baseTest, TestRecord newTest, LoopbackKind loopback)
    {
        var before = baseTest.Measurements.DistinctBy(Key).ToDictionary(Key);
        var after = newTest.Measurements.DistinctBy(Key).ToDictionary(Key);
        return [.. after.Keys.Concat(before.Keys).Distinct().Select(key => One(before.GetValueOrDefault(key), after.GetValueOrDefault(key), loopback))];
    }

    private static (string Id, int? Channel) Key(MeasurementRecord m) => (m.Id, m.Channel);

    private static MetricChange One(MeasurementRecord? before, MeasurementRecord? after, LoopbackKind loopback)
    {
        var some = after ?? before!;
        var change = new MetricChange { Id = some.Id, Channel = some.Channel, Unit = some.Unit, Base = before, New = after, Change = Change.Same, Reason = "" };
        return (before?.Value, after?.Value) switch
        {
            (null, null) => change with { Reason = "not measured in either run" },
            (null, _) => change with { Change = Change.New, Reason = before is null ? "new in this run" : $"not measurable in the baseline, {before.NotMeasurable}" },
            (_, null) => change with { Change = Change.NotComparable, Reason = after is null ? "no longer measured" : $"no longer measurable, {after.NotMeasurable}" },
            ({ } baseValue, { } newValue) when before!.Unit == after!.Unit => Values(change with { Difference = newValue - baseValue }, baseValue, newValue, loopback),
            _ => change with { Change = Change.NotComparable, Reason = $"in '{before!.Unit}' before, in '{after!.Unit}' now" },
        };
    }

    private static MetricChange Values(MetricChange change, double baseValue, double newValue, LoopbackKind loopback)
    {
        if (Crossed(change, Outcome.Pass, Outcome.Fail))
            return change with { Change = Change.Regressed, Reason = "within its limits before, outside now" };
        if (Crossed(change, Outcome.Fail, Outcome.Pass))
            return change with { Change = Change.Improved, Reason = "outside its limits before, within now" };
        if (MetricRules.Find(change.Id) is not { } rule)
            return change with { Reason = "no tolerance is defined for it; compared by outcome" };
        var uncertainty = CoverageFactor * double.Hypot(change.Base!.Uncertainty ?? 0, change.New!.Uncertainty ?? 0);
        var tolerance = rule.Tolerance(loopback, baseValue) + uncertainty;
        var worsening = rule.Worsening(baseValue, newValue);
        var difference = newValue - baseValue;
        var size = $"{(difference > 0 ? "+" : "")}{Short(difference)} {change.Unit}".TrimEnd();
        var bound = $"± {Short(tolerance)} {change.Unit}".TrimEnd();
        return change with
        {
            Tolerance = tolerance,
            Change = worsening > tolerance ? Change.Regressed : worsening < -tolerance ? Change.Improved : Change.Same,
            Reason = Math.Abs(worsening) > tolerance ? $"changed by {size}, ordinary is {bound}" : $"changed by {size}, within {bound}",
        };
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static bool Crossed(MetricChange change, Outcome before, Outcome after) =>
        change.Base!.Outcome == before && change.New!.Outcome == after;
}
