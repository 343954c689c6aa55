using System.Text;
using System.Xml.Linq;
using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.JUnit;
using KosSound.Conformance.Verdicts;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.SelfTests.Conformance.Reports.Html;
using KosSound.SelfTests.Conformance.Reports.Json;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.JUnit;

[Parallelizable(ParallelScope.All)]
public sealed class JUnitReportTests
{
    private static readonly (string Name, Func<string, IReadOnlyList<ReadCase>> Read)[] Readers =
        [("Jenkins", JenkinsReader.Read), ("GitLab", GitLabReader.Read), ("GitHub", GitHubReader.Read), ("Azure", AzureReader.Read)];

    [Test]
    public void Every_reader_sees_every_test_once_under_its_id()
    {
        var run = FakeRuns.Failing().Run;
        foreach (var (name, read) in Readers)
        {
            var cases = read(Text(run));
            cases.Select(c => c.Name).Should().Equal(run.Tests.Select(t => t.Id), "{0} reads all {1} tests", name, run.Tests.Count);
            cases.Select(c => c.Key).Should().OnlyHaveUniqueItems("{0} tells cases apart by them", name);
        }
    }

    [Test]
    public void Every_reader_shows_the_message_of_a_failure()
    {
        var run = Run(SampleRun.Record("audio/48000Hz-16bit-2ch/dropouts", Outcome.Fail));
        foreach (var (name, read) in Readers)
            read(Text(run)).Should().ContainSingle().Which.Shown.Should().Contain("3 dropouts, allowed 0", "{0} shows it", name);
    }

    [TestCase(Outcome.Pass, ClauseLevel.Must, false, false, null)]
    [TestCase(Outcome.Fail, ClauseLevel.Must, false, false, "failure")]
    [TestCase(Outcome.Fail, ClauseLevel.Must, false, true, "error")]
    [TestCase(Outcome.Fail, ClauseLevel.Should, false, false, "skipped")]
    [TestCase(Outcome.Fail, ClauseLevel.Should, true, false, "failure")]
    [TestCase(Outcome.Fail, ClauseLevel.Info, true, false, "skipped")]
    [TestCase(Outcome.Error, ClauseLevel.Info, false, false, "error")]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Must, false, false, "error")]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Should, false, false, "skipped")]
    [TestCase(Outcome.NotRun, ClauseLevel.Must, false, false, "error")]
    [TestCase(Outcome.Skip, ClauseLevel.Must, true, false, "skipped")]
    [TestCase(Outcome.Waived, ClauseLevel.Must, true, false, "skipped")]
    public void An_outcome_has_its_mark(Outcome outcome, ClauseLevel level, bool strict, bool infrastructure, string? mark)
    {
        var run = Run(SampleRun.Record("contract/a", outcome, level) with { Infrastructure = infrastructure });
        run = run with { Header = run.Header with { Strict = strict }, ExitCode = ExitCode.Pass };
        var test = XDocument.Parse(Text(run)).Descendants("testcase").Single();
        test.Elements().Select(e => e.Name.LocalName).Should().Equal(mark is null ? [] : [mark], "{0} of level {1}", outcome, level);
    }

    [Test]
    public void A_waived_test_says_until_when()
    {
        var run = Run(SampleRun.Record("contract/a", Outcome.Waived) with { Reason = "waived until 2026-06-30 (w-1)" });
        XDocument.Parse(Text(run)).Descendants("skipped").Single().Attribute("message")!.Value.Should().Be("waived until 2026-06-30 (w-1)");
    }

    [Test]
    public void A_run_that_is_not_green_shows_red_in_every_reader_and_a_green_one_shows_none()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var run = Settled(RandomRuns.Next(new Random(seed)));
            foreach (var (name, read) in Readers)
            {
                var red = read(Text(run)).Any(c => c.Status is ReadStatus.Failed or ReadStatus.Error);
                red.Should().Be(run.ExitCode != ExitCode.Pass, "{0} shows exit code {1} of seed {2}: {3}", name, run.ExitCode, seed, string.Join(", ", run.Notes));
            }
        }
    }

    [Test]
    public void Hostile_names_and_messages_break_no_reader_and_lose_no_test()
    {
        const string hostile = "\u0000\u0008\u001b[31m]]>\ud800 \udc00x\ufffe\uffff<&\"'>\r\n\r\t&#0; [[ATTACHMENT|evil]] 𝄞";
        var run = Run(
            SampleRun.Record("contract/\u0001" + hostile, Outcome.Fail) with { Message = hostile, Clause = hostile, Reproduce = hostile },
            SampleRun.Record("contract/\u0001" + hostile.Replace('\t', ' '), Outcome.Error) with { Message = hostile },
            SampleRun.Record(hostile, Outcome.Skip) with { Reason = hostile });
        run = run with { Header = run.Header with { Profile = hostile, Target = run.Header.Target with { Serial = hostile, Endpoint = hostile } } };
        foreach (var (name, read) in Readers)
        {
            var cases = read(Text(run));
            cases.Should().HaveCount(3, "{0} keeps cases whose names differ only in what is invisible", name);
            cases[0].Shown.Should().Contain("\\u0000\\u0008\\u001B[31m]]>\\uD800 \\uDC00x\\uFFFE\\uFFFF<&\"'>", "{0} shows what cannot be written", name).And.Contain("𝄞");
            cases.SelectMany(c => c.Attachments).Should().BeEmpty("{0}: text is no attachment", name);
        }
    }

    [Test]
    public void Random_runs_are_well_formed_with_true_counts_and_at_most_one_mark_and_output()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var root = XDocument.Parse(Text(Settled(RandomRuns.Next(new Random(seed))))).Root!;
            foreach (var suite in root.Elements("testsuite").Append(root))
            {
                var cases = suite.Descendants("testcase").ToList();
                Counts(suite).Should().Equal([cases.Count, With("failure"), With("error"), With("skipped")], "seed {0}", seed);
                int With(string mark) => cases.Count(c => c.Element(mark) is not null);
            }

            foreach (var test in root.Descendants("testcase"))
            {
                test.Elements().Count(e => e.Name.LocalName is "failure" or "error" or "skipped").Should().BeLessThanOrEqualTo(1, "seed {0}", seed);
                test.Elements("system-out").Count().Should().BeLessThanOrEqualTo(1, "seed {0}", seed);
                test.Attributes().Select(a => a.Name.LocalName).Should().Equal("classname", "name", "time");
            }
        }
    }

    [TestCase("", "captures/a.wav")]
    [TestCase("reports/latest", "reports/latest/captures/a.wav")]
    [TestCase("reports/latest/", "reports/latest/captures/a.wav")]
    public void Attachments_stand_alone_on_their_lines_in_order_below_the_chosen_folder(string folder, string expected)
    {
        var hash = new string('0', 64);
        var run = Run(SampleRun.Record("contract/a", Outcome.Fail) with
        {
            Attachments = [new AttachmentRecord("captures/a.wav", "audio/wav", hash, 1), new AttachmentRecord("captures/b.json", "application/json", hash, 1)],
            Measurements = [new MeasurementRecord { Id = "thd.db", Unit = "dB", Value = -60, Outcome = Outcome.Fail, Note = "[[ATTACHMENT|evil]]" }],
        });
        var xml = Text(run, new JUnitOptions { AttachmentBase = folder });
        JenkinsReader.Read(xml)[0].Attachments.Should().Equal(expected, expected.Replace("a.wav", "b.json", StringComparison.Ordinal));
        GitLabReader.Read(xml)[0].Attachments.Should().Equal([expected], "GitLab shows the first one only");
    }

    [Test]
    public void Jenkins_sorts_formats_and_chapters_into_packages()
    {
        var run = Run(SampleRun.Record("audio/48000Hz-16bit-2ch/dropouts"), SampleRun.Record("contract/play/config-required"));
        JenkinsReader.Read(Text(run)).Select(c => c.Key).Should().Equal(
            "kos-sound.audio|kos-sound.audio.48000Hz-16bit-2ch|audio/48000Hz-16bit-2ch/dropouts",
            "kos-sound.contract|kos-sound.contract.play|contract/play/config-required");
    }

    [Test]
    public void Times_are_seconds_with_a_point_whatever_the_culture()
    {
        var run = Run(SampleRun.Record("contract/a") with { DurationMs = 1_234_567.8 });
        var xml = CommaCulture.Run(() => Text(run));
        foreach (var (name, read) in Readers)
            read(xml)[0].Seconds.Should().Be(1234.568, "{0} reads seconds", name);
        xml.Should().Be(Text(run));
    }

    [Test]
    public void A_run_that_is_not_green_for_a_reason_no_test_shows_gets_a_case_that_says_so()
    {
        var run = Run(SampleRun.Record("contract/a")) with { ExitCode = ExitCode.Waiver, Notes = ["waiver w-1 is expired"] };
        var last = GitLabReader.Read(Text(run))[^1];
        last.Name.Should().Be("run/verdict");
        last.Shown.Should().Contain("waiver (exit code 5): waiver w-1 is expired");
    }

    private static int[] Counts(XElement element) =>
        [.. new[] { "tests", "failures", "errors", "skipped" }.Select(name => (int)element.Attribute(name)!)];

    private static RunRecord Run(params TestRecord[] tests) => Settled(new RunRecord
    {
        Header = SampleRun.Header(),
        EndedUtc = SampleRun.Header().StartedUtc.AddSeconds(3),
        Status = RunStatus.Completed,
        ExitCode = ExitCode.Pass,
        Tests = tests,
    });

    private static RunRecord Settled(RunRecord run)
    {
        var decision = ExitCodeRules.Decide(new RunFacts
        {
            Status = run.Status,
            Tests = run.Tests,
            Strict = run.Header.Strict,
            MinimumTests = 1,
        });
        return run with { ExitCode = decision.Code, Notes = decision.Reasons };
    }

    private static string Text(RunRecord run, JUnitOptions? options = null)
    {
        using var stream = new MemoryStream();
        JUnitReport.Write(stream, run, options);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
