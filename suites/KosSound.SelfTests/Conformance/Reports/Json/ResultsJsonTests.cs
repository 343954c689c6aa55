using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.SelfTests.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Json;

[Parallelizable(ParallelScope.All)]
public sealed class ResultsJsonTests
{
    private static RunRecord Failing => FakeRuns.Failing().Run;

    [Test]
    public void Every_invented_run_has_the_shape_of_the_schema()
    {
        foreach (var run in new[] { FakeRuns.Passing().Run, Failing, FakeRuns.Small().Run })
            ResultsSchema.Validate(Text(run)).Should().BeEmpty("{0} with exit code {1} is valid", run.Header.RunId, run.ExitCode);
    }

    [Test]
    public void Keys_come_in_the_order_of_the_specification()
    {
        var keys = JsonNode.Parse(Text(Failing))!.AsObject().Select(p => p.Key);
        keys.Should().Equal("schemaVersion", "runId", "startedUtc", "endedUtc", "status", "verdict", "exitCode", "notes", "suite", "profile", "loopback",
            "strict", "minimumTests", "seed", "argv", "host", "target", "station", "inputs", "coverage", "formats", "tests", "counts");
    }

    [Test]
    public void Enumerations_are_lower_case_words_and_times_are_utc()
    {
        var json = JsonNode.Parse(Text(Failing))!;
        json["status"]!.ToString().Should().Be("completed");
        json["verdict"]!.ToString().Should().Be("fail");
        json["loopback"]!.ToString().Should().Be("electrical");
        json["startedUtc"]!.ToString().Should().Be("2026-03-14T09:26:53.0000000Z");
        json["tests"]!.AsArray().Select(t => t!["outcome"]!.ToString()).Distinct()
            .Should().BeEquivalentTo("pass", "fail", "error", "inconclusive", "skip", "waived", "not-run");
        json["formats"]![0]!.ToJsonString().Should().Be("""{"id":"16000Hz-16bit-1ch","playback":{"rateHz":16000,"bitDepth":16,"channels":1},"recording":{"rateHz":16000,"bitDepth":16,"channels":1}}""");
    }

    [Test]
    public void A_comma_culture_changes_no_byte()
    {
        var expected = Text(Failing);
        CommaCulture.Run(() => Text(Failing)).Should().Be(expected);
    }

    [Test]
    public void Every_run_reads_back_as_it_was()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var run = RandomRuns.Next(new Random(seed));
            ResultsJson.Parse("results.json", Text(run)).Should().BeEquivalentTo(run, "seed {0}", seed);
        }
    }

    [Test]
    public void A_value_that_is_not_finite_cannot_be_written()
    {
        var run = Failing with { Tests = [SampleRun.Record("contract/a") with { DurationMs = double.NaN }] };
        FluentActions.Invoking(() => Text(run)).Should().Throw<ArgumentException>();
    }

    [TestCase("2")]
    [TestCase("\"1.0\"")]
    public void Another_schema_version_is_refused_as_usage(string version)
    {
        var text = Text(Failing).Replace("\"schemaVersion\": 1,", $"\"schemaVersion\": {version},", StringComparison.Ordinal);
        Refusal(text).Should().Match<EvidenceException>(e => e.ExitCode == ExitCode.Usage).And.Match<EvidenceException>(e => e.Message.Contains("this suite reads version 1"));
    }

    [Test]
    public void A_changed_outcome_contradicts_the_counts() =>
        Refusal(ReplaceFirst(Text(Failing), "\"outcome\": \"fail\",\n      \"message\"", "\"outcome\": \"pass\",\n      \"message\"")).Message.Should().Contain("its counts are");

    [Test]
    public void A_changed_verdict_contradicts_the_exit_code() =>
        Refusal(Text(Failing).Replace("\"verdict\": \"fail\"", "\"verdict\": \"pass\"", StringComparison.Ordinal)).Message.Should().Be("results.json: verdict 'pass' contradicts exit code 1");

    [TestCase("\"strict\": false", "\"strict\": 0", "strict")]
    [TestCase("\"strict\": false", "\"strict\": false, \"surprise\": 1", "surprise")]
    [TestCase("\"coverage\": \"all\"", "\"coverage\": \"some\"", "coverage")]
    [TestCase("\"seed\": 20260314,", "", "seed")]
    public void Another_shape_is_refused_with_its_place(string from, string to, string place)
    {
        var text = Text(Failing);
        text.Should().Contain(from);
        Refusal(text.Replace(from, to, StringComparison.Ordinal)).Message.Should().Contain("results.schema.json").And.Contain(place);
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{\"tests\": []}")]
    [TestCase("{\"schemaVersion\": 1")]
    public void Something_else_is_refused_in_one_line(string text) => Refusal(text).Message.Should().StartWith("results.json: ").And.NotContain("\n");

    private static EvidenceException Refusal(string text) =>
        FluentActions.Invoking(() => ResultsJson.Parse("results.json", text)).Should().Throw<EvidenceException>().Which;

    private static string ReplaceFirst(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0, "the text holds {0}", from);
        return text[..at] + to + text[(at + from.Length)..];
    }

    private static string Text(RunRecord run)
    {
        using var stream = new MemoryStream();
        ResultsJson.Write(stream, run);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
