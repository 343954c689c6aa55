using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;

namespace KosSound.Conformance.Comparison;

/// <summary>Compares a run with its baseline: the engine of a release gate.</summary>
public static class RunComparer
{
    /// <summary>Compares two bundles by what their results say.</summary>
    public static RunComparison Compare(Bundle before, Bundle after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Compare(before.Run, after.Run);
    }

    /// <summary>Compares two runs.</summary>
    public static RunComparison Compare(RunRecord before, RunRecord after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var comparison = new RunComparison
        {
            Base = before,
            New = after,
            Obstacles = [.. Comparability.Obstacles(before, after)],
            Notes = [.. Comparability.Notes(before, after)],
        };
        return comparison.Obstacles.Count > 0 ? comparison : comparison with
        {
            Formats = [.. Formats(before.Header, after.Header)],
            Tests = [.. Tests(before, after)],
        };
    }

    private static IEnumerable<FormatChange> Formats(RunHeader before, RunHeader after)
    {
        var (old, current) = (before.Formats.ToHashSet(), after.Formats.ToHashSet());
        foreach (var format in after.Formats.Where(f => !old.Contains(f)))
            yield return new FormatChange(format.Id, Change.New, "only the new run has it");
        foreach (var format in before.Formats.Where(f => !current.Contains(f)))
        {
            yield return Claims(after.Target.Capabilities, format)
                ? new FormatChange(format.Id, Change.NotComparable, "vanished: the new run did not try it, though the device claims it")
                : new FormatChange(format.Id, Change.Regressed, "vanished: the device no longer claims it");
        }
    }

    private static bool Claims(CapabilitiesRecord? capabilities, FormatRecord format) =>
        capabilities is not null && Claims(capabilities.Playback, format.Playback) && Claims(capabilities.Recording, format.Recording);

    private static bool Claims(SideRecord side, PcmFormat format) =>
        side.Available && side.RatesHz.Contains(format.RateHz) && side.BitDepths.Contains(format.BitDepth) && side.Channels.Contains(format.Channels);

    private static IEnumerable<TestChange> Tests(RunRecord before, RunRecord after)
    {
        var old = before.Tests.DistinctBy(t => t.Id).ToDictionary(t => t.Id);
        var vanishedFormats = before.Header.Formats.Except(after.Header.Formats).Select(f => f.Id).ToHashSet();
        foreach (var test in after.Tests)
        {
            yield return old.Remove(test.Id, out var baseTest)
                ? Both(baseTest, test, after.Header)
                : new TestChange { Id = test.Id, Format = test.Format, New = test, Change = Change.New, Reason = $"only the new run has it: {Outcome(test)}" };
        }

        foreach (var test in before.Tests.Where(t => old.ContainsKey(t.Id)))
        {
            var gone = test.Format is { } format && vanishedFormats.Contains(format);
            yield return new TestChange
            {
                Id = test.Id,
                Format = test.Format,
                Base = test,
                // The format tells already what its disappearance means.
                Change = gone ? Change.Same : Change.NotComparable,
                Reason = gone ? "vanished with its format"
                    : after.Header.Only.Count > 0 ? "left out: the new run was narrowed by --only" : "vanished: the new run did not plan it",
            };
        }
    }

    private static TestChange Both(TestRecord before, TestRecord after, RunHeader header)
    {
        var metrics = MetricComparer.Compare(before, after, header.Loopback);
        var (change, reason) = ByOutcome(before, after, header.Strict) ?? ByMetrics(metrics, after, header.Strict);
        return new TestChange { Id = after.Id, Format = after.Format, Base = before, New = after, Change = change, Reason = reason, Metrics = metrics };
    }

    /// <summary>What the outcomes alone decide; null when the metrics must.</summary>
    private static (Change Change, string Reason)? ByOutcome(TestRecord before, TestRecord after, bool strict)
    {
        var binding = ExitCodeRules.IsBinding(after.Level, strict);
        return (State(before), State(after)) switch
        {
            (TestState.Good, TestState.Good) or (TestState.Bad, TestState.Bad) or (TestState.Known, TestState.Known) => null,
            (TestState.Good, TestState.Bad) when !binding => (Change.Same, $"missed now without binding: {Outcome(after)}"),
            (TestState.Good, TestState.Bad) => (Change.Regressed, $"passed before, now {Outcome(after)}"),
            (TestState.Known, TestState.Bad) => (Change.Regressed, $"waived before, now {Outcome(after)}"),
            (TestState.Bad or TestState.Known, TestState.Good) => (Change.Improved, $"{Outcome(before)} before, passes now"),
            (TestState.Good or TestState.Bad, TestState.Known) => (Change.Same, $"fails, which is {after.Reason ?? "waived"}"),
            (TestState.Left, TestState.Left) => (Change.Same, "skipped in both runs"),
            (TestState.Left, TestState.Good) => (Change.New, "skipped before, passes now"),
            (TestState.Open, TestState.Good) => (Change.Improved, $"{Outcome(before)} before, passes now"),
            _ when !binding => (Change.Same, $"not binding: {Outcome(before)} before, {Outcome(after)} now"),
            _ => (Change.NotComparable, $"{Outcome(before)} before, {Outcome(after)} now"),
        };
    }

    private static (Change Change, string Reason) ByMetrics(IReadOnlyList<MetricChange> metrics, TestRecord after, bool strict)
    {
        var worst = metrics.Where(m => m.Change is Change.Regressed or Change.NotComparable).MaxBy(m => m.Change)
            ?? metrics.FirstOrDefault(m => m.Change == Change.Improved);
        if (worst is null)
            return (Change.Same, Outcome(after));
        var channel = worst.Channel is { } c ? $", channel {c}" : "";
        var reason = $"{worst.Id}{channel}: {worst.Reason}";
        return worst.Change == Change.Improved || ExitCodeRules.IsBinding(after.Level, strict)
            ? (worst.Change, reason)
            : (Change.Same, $"not binding: {reason}");
    }

    private static TestState State(TestRecord test) => test.Outcome switch
    {
        Records.Outcome.Pass => TestState.Good,
        Records.Outcome.Fail when !test.Infrastructure => TestState.Bad,
        Records.Outcome.Waived => TestState.Known,
        Records.Outcome.Skip => TestState.Left,
        _ => TestState.Open,
    };

    private static string Outcome(TestRecord test) =>
        (test.Message ?? test.Reason) is { } said && test.Outcome != Records.Outcome.Pass
            ? $"{MeasurementText.Word(test.Outcome)} ({said})"
            : MeasurementText.Word(test.Outcome);

    /// <summary>What an outcome says about the device.</summary>
    private enum TestState
    {
        Good,
        Bad,

        /// <summary>Bad, and somebody answers for it.</summary>
        Known,

        /// <summary>Not tried on purpose.</summary>
        Left,

        /// <summary>Nothing is known.</summary>
        Open,
    }
}
