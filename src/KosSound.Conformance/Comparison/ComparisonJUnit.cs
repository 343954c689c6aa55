using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports;
using KosSound.Conformance.Reports.JUnit;

namespace KosSound.Conformance.Comparison;

/// <summary>Writes a comparison as JUnit: a regression is a failure, what cannot be compared an error.</summary>
public static class ComparisonJUnit
{
    /// <summary>Writes UTF-8 without byte order mark.</summary>
    public static void Write(Stream stream, RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(comparison);
        var header = comparison.New.Header;
        var file = new JUnitFile
        {
            Name = "KosSoundConformance comparison",
            StartedUtc = header.StartedUtc,
            HostName = header.Target.Endpoint,
            Properties = [("base", comparison.Base.Header.RunId), ("new", header.RunId), ("serial", header.Target.Serial), ("firmware", header.Target.Firmware)],
            Suites = Suites(comparison),
        };
        file.Write(stream, new JUnitOptions());
    }

    private static List<JUnitSuite> Suites(RunComparison comparison)
    {
        List<JUnitSuite> suites = [.. comparison.Tests.GroupBy(t => t.Format ?? "contract").Select(g => new JUnitSuite("compare/" + g.Key, [.. g.Select(Case)]))];
        var formats = comparison.Formats.Select(f => Case($"compare/format/{f.Id}", f.Change, f.Reason, [])).ToList();
        if (formats.Count > 0)
            suites.Add(new JUnitSuite("compare/formats", formats));
        var obstacles = comparison.Obstacles.Select((o, n) => Case(string.Create(CultureInfo.InvariantCulture, $"compare/obstacle/{n + 1}"), Change.NotComparable, o, [])).ToList();
        // A comparison of nothing must not look green either.
        if (obstacles.Count == 0 && comparison.Tests.Count == 0)
            obstacles.Add(Case("compare/obstacle/1", Change.NotComparable, "the runs hold no test", []));
        if (obstacles.Count > 0)
            suites.Add(new JUnitSuite("compare/run", obstacles));
        return suites;
    }

    private static JUnitCase Case(TestChange test) =>
        Case("compare/" + test.Id, test.Change, test.Reason, [.. test.Metrics.Select(Line)]) with { DurationMs = test.New?.DurationMs ?? 0 };

    private static JUnitCase Case(string name, Change change, string reason, IReadOnlyList<string> lines)
    {
        var message = $"{change.Word()}: {reason}";
        return new JUnitCase
        {
            Name = name,
            Mark = change switch
            {
                Change.Regressed => JUnitMark.Failure,
                Change.NotComparable => JUnitMark.Error,
                _ => JUnitMark.None,
            },
            Message = message,
            Kind = change.Word().Replace(' ', '-'),
            Body = string.Join('\n', lines.Prepend(message)) + "\n",
            DurationMs = 0,
            Lines = lines,
        };
    }

    private static string Line(MetricChange metric)
    {
        var channel = metric.Channel is { } c ? string.Create(CultureInfo.InvariantCulture, $", channel {c}") : "";
        return $"{metric.Id}{channel}: {Value(metric.Base)} → {Value(metric.New)}: {metric.Change.Word()}, {metric.Reason}";
    }

    private static string Value(MeasurementRecord? measurement) => measurement is null ? "absent" : MeasurementText.Value(measurement);
}
