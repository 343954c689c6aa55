using System.Globalization;
using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Verdicts;

/// <summary>Every limit of every default profile, on both sides of its edge.</summary>
public sealed class LimitBoundaryTests
{
    private static readonly PcmFormat Pcm = new(48_000, 24, 2);
    private static readonly FormatRecord Format = new(Pcm, Pcm);

    [TestCaseSource(nameof(Edges))]
    public void A_device_at_the_edge_passes_and_one_just_beyond_fails_the_check_of_the_metric_and_no_other(Edge edge)
    {
        var profile = ProfileFile.Load(SuiteFiles.ProfileOf(edge.Loopback));
        var check = MetricCatalog.Find(edge.Metric).Check;

        Judge(profile, edge.Metric, edge.Inside).Where(r => r.Outcome == Outcome.Fail).Should().BeEmpty("{0} = {1} is allowed", edge.Metric, edge.Inside);
        var failed = Judge(profile, edge.Metric, edge.Outside).Where(r => r.Outcome == Outcome.Fail).ToList();

        failed.Should().ContainSingle("{0} = {1} is not allowed", edge.Metric, edge.Outside).Which.Id.Should().Be($"audio/{Format.Id}/{check}");
        failed[0].Message.Should().StartWith(edge.Metric);
    }

    [TestCaseSource(nameof(Loops))]
    public void Every_limit_has_an_edge_where_it_is_bounded_and_belongs_to_a_check(LoopbackKind loopback)
    {
        var profile = ProfileFile.Load(SuiteFiles.ProfileOf(loopback));
        var edges = Edges().Where(e => e.Loopback == loopback).ToList();

        foreach (var limit in profile.Limits.Values)
        {
            edges.Count(e => e.Metric == limit.Metric).Should().Be((limit.Low is null && limit.LowRate is null ? 0 : 1) + (limit.High is null ? 0 : 1), "{0} is bounded {1} … {2}", limit.Metric, limit.Low, limit.High);
            AudioCheck.All.Should().Contain(c => c.Name == MetricCatalog.Find(limit.Metric).Check, "{0} is judged by a check", limit.Metric);
        }
    }

    public static IEnumerable<LoopbackKind> Loops() => Enum.GetValues<LoopbackKind>();

    public static IEnumerable<Edge> Edges() =>
        from loopback in Loops()
        from limit in ProfileFile.Load(SuiteFiles.ProfileOf(loopback)).Limits.Values.Select(limit => limit.At(Pcm.RateHz))
        from edge in EdgesOf(loopback, limit)
        select edge;

    private static IEnumerable<Edge> EdgesOf(LoopbackKind loopback, Limit limit)
    {
        if (limit.Low is { } low)
            yield return new Edge(loopback, limit.Metric, low, Math.BitDecrement(low));
        if (limit.High is { } high)
            yield return new Edge(loopback, limit.Metric, high, Math.BitIncrement(high));
    }

    private static IReadOnlyList<TestRecord> Judge(Profile profile, string metric, double value) =>
        TrialVerdict.Of(Format, new Measurement { Metrics = [.. MetricCatalog.All.Select(info => Metric(profile, info, info.Id == metric ? value : null))] }, profile);

    // Every other metric lies in the middle of what it may be.
    private static Metric Metric(Profile profile, MetricInfo info, double? value) => new()
    {
        Id = info.Id,
        Unit = info.Unit,
        Channel = 0,
        Value = value ?? (profile.Limits.GetValueOrDefault(info.Id)?.At(Pcm.RateHz) is { } limit ? ((limit.Low ?? limit.High) + (limit.High ?? limit.Low)) / 2 : 0),
    };

    /// <summary>One end of a limit.</summary>
    /// <param name="Inside">The last value that is allowed.</param>
    /// <param name="Outside">The first number beyond it.</param>
    public sealed record Edge(LoopbackKind Loopback, string Metric, double Inside, double Outside)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Loopback} {Metric} {(Outside > Inside ? "at most" : "at least")} {Inside}");
    }
}
