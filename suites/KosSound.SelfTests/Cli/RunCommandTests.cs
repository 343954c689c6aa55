using System.Text.Json;
using FluentAssertions;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

[Parallelizable(ParallelScope.All)]
public sealed class RunCommandTests
{
    [Test]
    public async Task The_reference_device_passes_in_all_12_formats()
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--out", bundle.Path, "--seed", "7");

        result.ExitCode.Should().Be(0, result.Everything);
        using var results = Results(bundle);
        results.RootElement.GetProperty("formats").GetArrayLength().Should().Be(12, "the reference device advertises 3 rates × 2 depths × 2 channel counts");
        foreach (var test in results.RootElement.GetProperty("tests").EnumerateArray())
            test.GetProperty("outcome").GetString().Should().BeOneOf(["pass", "skip"], test.ToString());
        foreach (var (id, low, high) in new[] { ("latency.first_sound_ms", 40.0, 60.0), ("latency.spread_ms", 0, 12), ("dropouts.count", 0, 0), ("response.deviation_db", 0, 0.1), ("bits.exact", 1, 1) })
            Values(results, id).Should().HaveCountGreaterThanOrEqualTo(12, id).And.OnlyContain(v => v >= low && v <= high, "{0} lies within {1} … {2}", id, low, high);
    }

    [TestCase("zero-fill=1ms", "dropouts", "zero-fill of ", "(1 ms)")]
    [TestCase("high-pass=300", "response", "response.deviation_db (channel 0) is ", "allowed at most 0.03 dB")]
    [TestCase("silent", "heard", "the capture is silent", "every sample is zero")]
    public async Task A_fault_ends_1_and_its_check_says_what_is_wrong(string fault, string check, string what, string number)
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--out", bundle.Path, "--fault", fault, "--only", "audio/48000Hz-16bit-2ch");

        result.ExitCode.Should().Be(1, result.Everything);
        using var results = Results(bundle);
        var failed = results.RootElement.GetProperty("tests").EnumerateArray().Where(t => t.GetProperty("outcome").GetString() == "fail").ToList();
        var cause = failed.Single(t => !t.TryGetProperty("explainedBy", out _));
        cause.GetProperty("id").GetString().Should().Be($"audio/48000Hz-16bit-2ch/{check}");
        cause.GetProperty("message").GetString().Should().Contain(what).And.Contain(number);
        cause.GetProperty("attachments").GetArrayLength().Should().Be(2, "the capture and its stimulus are kept for a failure");
        var page = await File.ReadAllTextAsync(Path.Combine(bundle.Path, "report.html"));
        var card = page[page.IndexOf("<section class=\"failures\"", StringComparison.Ordinal)..page.IndexOf("<section class=\"formats\"", StringComparison.Ordinal)];
        card.Should().Contain("src=\"data:audio/wav;base64,", "the failure is heard in its card").And.Contain("<figure class=\"plot\">", "and seen").And.Contain($"--only audio/48000Hz-16bit-2ch/{check}", "and repeated");
    }

    [Test]
    public async Task The_command_line_of_a_failure_repeats_just_that_failure()
    {
        using var bundle = new TemporaryFolder();
        await KosSoundProcess.RunAsync("--out", bundle.Path, "--fault", "zero-fill=1ms", "--only", "audio/48000Hz-16bit-2ch");
        using var results = Results(bundle);
        var line = results.RootElement.GetProperty("tests").EnumerateArray()
            .Single(t => t.GetProperty("id").GetString()!.EndsWith("/dropouts", StringComparison.Ordinal)).GetProperty("reproduce").GetString()!;
        using var again = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync([.. line.Split(' ')[1..], "--out", again.Path]);

        result.ExitCode.Should().Be(1, $"{line}: {result.Everything}");
        using var repeated = Results(again);
        repeated.RootElement.GetProperty("tests").EnumerateArray().Select(t => t.GetProperty("id").GetString())
            .Should().BeEquivalentTo("session/discovery", "audio/48000Hz-16bit-2ch/dropouts");
    }

    [Test]
    public async Task One_test_by_itself_passes_on_a_device_that_is_well()
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--out", bundle.Path, "--only", "audio/48000Hz-16bit-2ch/dropouts");

        result.ExitCode.Should().Be(0, result.Everything);
    }

    private static JsonDocument Results(TemporaryFolder bundle) => JsonDocument.Parse(File.ReadAllText(Path.Combine(bundle.Path, "results.json")));

    private static List<double> Values(JsonDocument results, string metric) =>
        [.. results.RootElement.GetProperty("tests").EnumerateArray()
            .Where(t => t.TryGetProperty("measurements", out _))
            .SelectMany(t => t.GetProperty("measurements").EnumerateArray())
            .Where(m => m.GetProperty("id").GetString() == metric && m.TryGetProperty("value", out _))
            .Select(m => m.GetProperty("value").GetDouble())];
}
