using System.Text.Json;
using FluentAssertions;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

/// <summary>Runs that were asked to do less than everything.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class NarrowedRunTests
{
    [TestCase("audoi/*")]
    [TestCase("contract/info/stable", "audio/44100Hz-32bit-2ch/dropouts")]
    public async Task A_pattern_that_matches_nothing_ends_4_and_is_named(params string[] patterns)
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync(["--out", bundle.Path, .. patterns.SelectMany(p => (string[])["--only", p])]);

        result.ExitCode.Should().Be(4, result.Everything);
        result.Output.Should().Contain($"--only '{patterns[^1]}' matches no test of this target");
    }

    [Test]
    public async Task Coverage_takes_some_of_the_formats_and_the_results_say_by_which_rule()
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--out", bundle.Path, "--coverage", "extremes", "--only", "audio/*/heard");

        result.ExitCode.Should().Be(0, result.Everything);
        result.Output.Should().Contain("8 of 12 formats (coverage extremes, only audio/*/heard)");
        using var results = Results(bundle);
        results.RootElement.GetProperty("coverage").GetString().Should().Be("extremes");
        results.RootElement.GetProperty("only")[0].GetString().Should().Be("audio/*/heard");
        results.RootElement.GetProperty("formats").GetArrayLength().Should().Be(8, "2 rates × 2 depths × 2 channel counts");
        File.ReadAllText(Path.Combine(bundle.Path, "report.html")).Should().Contain("extremes: 8 of the 12 formats both sides claim");
    }

    [Test]
    public async Task A_variable_narrows_a_run_and_a_flag_beats_it()
    {
        var environment = new Dictionary<string, string>
        {
            ["KOS_SOUND_ONLY"] = "contract/info/stable", ["KOS_SOUND_STRICT"] = "1", ["KOS_SOUND_SEED"] = "5", ["KOS_SOUND_FIRMWARE"] = "1.2", ["KOS_SOUND_SERIAL"] = "S-1",
        };
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync(environment, "--out", bundle.Path, "--seed", "6", "--strict", "false", "--firmware", "2.0");

        result.ExitCode.Should().Be(0, result.Everything);
        using var results = Results(bundle);
        results.RootElement.GetProperty("seed").GetInt32().Should().Be(6, "the flag says 6, the variable 5");
        results.RootElement.GetProperty("strict").GetBoolean().Should().BeFalse("the flag says false, the variable 1");
        results.RootElement.GetProperty("target").GetProperty("firmware").GetString().Should().Be("2.0");
        results.RootElement.GetProperty("target").GetProperty("serial").GetString().Should().Be("S-1", "no flag says otherwise");
        results.RootElement.GetProperty("tests").GetArrayLength().Should().Be(2, "the variable asks for one clause; discovery is always there");
    }

    [TestCase("KOS_SOUND_TARGTE", "x", "is not known; known are KOS_SOUND_TARGET")]
    [TestCase("KOS_SOUND_COVERAGE", "most", "'most' is not one of all, pairwise, extremes")]
    [TestCase("KOS_SOUND_STRICT", "perhaps", "'perhaps' is not 0 or 1")]
    [TestCase("KOS_SOUND_SEED", "-3", "'-3' is not a whole number from 1")]
    public async Task A_variable_that_is_wrong_ends_2_and_is_named(string name, string value, string said)
    {
        var result = await KosSoundProcess.RunAsync(new Dictionary<string, string> { [name] = value });

        result.ExitCode.Should().Be(2, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"kos-sound: environment variable {name}: ").And.Contain(said);
    }

    [Test]
    public async Task Help_names_the_exit_codes_and_the_variables()
    {
        var result = await KosSoundProcess.RunAsync("--help");

        result.ExitCode.Should().Be(0, result.Everything);
        result.Output.Should().Contain("KOS_SOUND_COVERAGE").And.Contain("130 interrupted").And.Contain("--coverage <all|pairwise|extremes>");
        result.Output.Split('\n').SkipWhile(l => !l.StartsWith("Exit codes", StringComparison.Ordinal)).Should().OnlyContain(l => l.Length <= 110);
    }

    [TestCase("stimulus", "--out <")]
    [TestCase("analyze", "--stimulus <")]
    [TestCase("compare", "baseline")]
    public async Task A_command_that_needs_something_says_what_without_getting_it(string command, string needed)
    {
        var result = await KosSoundProcess.RunAsync(command, "--help");

        result.ExitCode.Should().Be(0, result.Everything);
        result.Errors.Should().BeEmpty();
        result.Output.Should().Contain("Usage:").And.Contain(needed);
    }

    [Test]
    public async Task A_command_that_was_not_given_what_it_needs_says_how_to_ask()
    {
        var result = await KosSoundProcess.RunAsync("stimulus");

        result.ExitCode.Should().Be(2, result.Everything);
        result.ErrorLines.Should().Equal("kos-sound: Option '--out' is required.", "kos-sound: see './run.sh stimulus --help' for what is allowed");
    }

    private static JsonDocument Results(TemporaryFolder bundle) => JsonDocument.Parse(File.ReadAllText(Path.Combine(bundle.Path, "results.json")));
}
