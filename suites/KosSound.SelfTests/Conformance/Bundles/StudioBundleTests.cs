using System.Diagnostics;
using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Comparison;
using KosSound.Conformance.Records;
using KosSound.SelfTests.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

/// <summary>A studio interface has 190 formats: the bundle must cope with that as well.</summary>
public sealed class StudioBundleTests
{
    /// <summary>Wide, since the machine may be busy: 27 s were seen on two cores under a load of 18.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    [Test]
    public void A_bundle_of_190_formats_is_written_rebuilt_verified_and_compared_in_bounded_time()
    {
        using var folder = new TemporaryFolder();
        var input = FakeRuns.Studio();
        var run = input.Run with { Tests = [.. input.Run.Tests.Select(t => t with { Attachments = [] })] };
        var clock = Stopwatch.StartNew();
        using var bundle = RunBundle.Create(SampleRun.In(folder.Path), run.Header, [.. run.Tests.Select(t => new PlannedTest(t.Id, t.Clause, t.Level, t.Format))]);
        foreach (var test in run.Tests)
            bundle.Add(test);
        foreach (var evidence in input.Evidence)
            bundle.AddEvidence(evidence);
        Lap("events written");
        var completed = bundle.Complete(SampleRun.Completed);
        Lap("completed");
        BundleRebuilder.Rebuild(completed.Folder).Run.Should().BeEquivalentTo(completed.Run, o => o.Excluding(r => r.Tests));
        Lap("rebuilt");
        BundleVerifier.Verify(completed.Folder).Problems.Should().BeEmpty();
        Lap("verified");
        var read = Bundle.Read(completed.Folder);
        RunComparer.Compare(read, read).Verdict.Should().Be(Change.Same);
        Lap("compared");
        clock.Elapsed.Should().BeLessThan(Limit, "{0} tests of {1} formats take {2:0.0} s, allowed {3:0} s", run.Tests.Count, input.Evidence.Count, clock.Elapsed.TotalSeconds, Limit.TotalSeconds);

        void Lap(string what) => TestContext.Out.WriteLine($"{what} after {clock.Elapsed.TotalSeconds:0.00} s");
    }
}
