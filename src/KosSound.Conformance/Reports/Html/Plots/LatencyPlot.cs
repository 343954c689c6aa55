using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>First-sound latency of every play of the trial: the cold one first.</summary>
internal static class LatencyPlot
{
    public static Plot? Of(ReportModel report, FormatEvidence evidence, IReadOnlyList<TestRecord> tests)
    {
        var values = evidence.PlayLatenciesMs;
        if (values.Count == 0)
            return null;
        double[] plays = [.. Enumerable.Range(1, values.Count)];
        List<Trace> traces = [];
        var limit = tests.SelectMany(t => t.Measurements).FirstOrDefault(m => m.Id == "latency.first_sound_ms")?.High;
        if (limit is { } high)
            traces.Add(new Trace("upper limit", [0.5, values.Count + 0.5], [high, high], TraceStyle.Ceiling, 0));
        if (report.BaselineOf(evidence.Format)?.PlayLatenciesMs is { Count: > 0 } before)
            traces.Add(new Trace(report.NameBaseline("first-sound latency"), plays[..Math.Min(before.Count, plays.Length)], [.. before.Take(values.Count)], TraceStyle.Baseline, 0));
        traces.Add(new Trace("first-sound latency", plays, values, TraceStyle.Stems, 0));
        return new Plot
        {
            Title = "Latency over restarts",
            Description = $"First-sound latency of {Figures.Integer(values.Count)} plays, the cold one first.",
            X = new Axis { Name = "play", Unit = "", Min = 0.5, Max = values.Count + 0.5, Whole = true },
            Y = Axis.Linear("latency", "ms", traces.SelectMany(t => t.Y).Append(0).Append(values.Max() * 1.05), 1),
            Traces = traces,
        };
    }
}
