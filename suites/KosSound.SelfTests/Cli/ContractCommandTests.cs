using System.Text.Json;
using FluentAssertions;
using KosSound.Conformance.Clauses;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

/// <summary><c>contract</c>, and what a run keeps of a clause that does not hold.</summary>
[TestFixture]
public sealed class ContractCommandTests
{
    [Test]
    public async Task The_contract_is_printed_clause_by_clause_with_level_text_and_proof()
    {
        var result = await KosSoundProcess.RunAsync("contract");

        result.ExitCode.Should().Be(0, result.Everything);
        var lines = result.Output.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        lines.Max(line => line.Length).Should().BeLessThanOrEqualTo(110, "columns");
        foreach (var clause in ClauseCatalog.All)
            lines.Should().Contain($"  {"MSI"[(int)clause.Level]}  {clause.Id}");
        lines.Count(line => line.StartsWith("     Proven: ", StringComparison.Ordinal)).Should().Be(ClauseCatalog.All.Count);
        lines.Count(line => line.StartsWith("     Fails on a device that ", StringComparison.Ordinal)).Should().Be(ClauseCatalog.All.Count);
        result.Output.Should().Contain("upstream-0.7");
    }

    [Test]
    public async Task The_contract_as_JSON_has_one_object_per_clause()
    {
        var result = await KosSoundProcess.RunAsync("contract", "--json");

        result.ExitCode.Should().Be(0, result.Everything);
        using var clauses = JsonDocument.Parse(result.Output);
        clauses.RootElement.EnumerateArray().Select(c => c.GetProperty("testId").GetString()).Should().BeEquivalentTo(ClauseCatalog.All.Select(c => c.TestId));
        clauses.RootElement.EnumerateArray().Should().OnlyContain(c => c.GetProperty("proof").GetString()!.Length > 10 && c.GetProperty("failsOn").GetArrayLength() > 0);
    }

    [Test]
    public async Task A_device_that_dies_leaves_its_wire_trace_and_what_comes_after_is_not_run()
    {
        using var bundle = new TemporaryFolder();
        var device = Path.Combine(bundle.Path, "mortal.yaml");
        Directory.CreateDirectory(bundle.Path);
        await File.WriteAllTextAsync(device, "extends: reference\nmisbehaviours: [dies-of-malformed]\n");
        var folder = Path.Combine(bundle.Path, "run");
        var seed = SeedThatPutsFirst(["contract/wire/malformed", "contract/wire/disconnect", "contract/wire/deadline"]);

        var result = await KosSoundProcess.RunAsync(
            "--device", device, "--whole-contract", "--seed", $"{seed}", "--out", folder,
            "--only", "contract/info/no-error", "--only", "contract/wire/malformed", "--only", "contract/wire/disconnect", "--only", "contract/wire/deadline");

        result.ExitCode.Should().Be(1, result.Everything);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results.json")));
        var tests = results.RootElement.GetProperty("tests").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        tests["contract/info/no-error"].GetProperty("outcome").GetString().Should().Be("pass");
        var killed = tests["contract/wire/malformed"];
        killed.GetProperty("outcome").GetString().Should().Be("fail");
        killed.GetProperty("message").GetString().Should().Contain("the device does not answer any more");
        killed.GetProperty("durationMs").GetDouble().Should().BeLessThan(10_000, "ms until a dead device is noticed");
        var trace = killed.GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("path").GetString()!).Single(p => p.EndsWith("wire.txt", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Path.Combine(folder, trace))).Should().Contain("GetAudioInfo");
        killed.GetProperty("reproduce").GetString().Should().StartWith("./run.sh ").And.Contain("--device").And.EndWith($" --whole-contract --seed {seed} --only contract/wire/malformed");
        foreach (var after in new[] { "contract/wire/disconnect", "contract/wire/deadline" })
        {
            tests[after].GetProperty("outcome").GetString().Should().Be("not-run", after);
            tests[after].GetProperty("message").GetString().Should().StartWith("not run: device lost", after);
        }
    }

    [Test]
    public async Task A_clause_that_fails_by_ear_leaves_its_capture()
    {
        using var bundle = new TemporaryFolder();
        Directory.CreateDirectory(bundle.Path);
        var device = Path.Combine(bundle.Path, "tailless.yaml");
        await File.WriteAllTextAsync(device, "extends: reference\nmisbehaviours: [loses-tail]\n");
        var folder = Path.Combine(bundle.Path, "run");

        var result = await KosSoundProcess.RunAsync("--device", device, "--seed", "1", "--out", folder, "--only", "contract/play/last-frame-heard");

        result.ExitCode.Should().Be(1, result.Everything);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results.json")));
        var failed = results.RootElement.GetProperty("tests").EnumerateArray().Single(t => t.GetProperty("id").GetString() == "contract/play/last-frame-heard");
        var kept = failed.GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("path").GetString()!).ToArray();
        kept.Should().Contain(p => p.EndsWith(".wav", StringComparison.Ordinal)).And.Contain(p => p.EndsWith("wire.txt", StringComparison.Ordinal));
        kept.Should().OnlyContain(p => File.Exists(Path.Combine(folder, p)));
    }

    [Test]
    public async Task The_line_that_reproduces_a_failure_of_a_strict_run_fails_in_the_same_way()
    {
        using var bundle = new TemporaryFolder();
        Directory.CreateDirectory(bundle.Path);
        var device = Path.Combine(bundle.Path, "changeable.yaml");
        await File.WriteAllTextAsync(device, "extends: reference\nmisbehaviours: [ignores-changed-config]\n");
        var folder = Path.Combine(bundle.Path, "run");
        var first = await KosSoundProcess.RunAsync("--device", device, "--strict", "--out", folder, "--only", "contract/play/repeated-config");
        first.ExitCode.Should().Be(1, first.Everything);
        var failed = await FailureAsync(folder);

        var words = failed.GetProperty("reproduce").GetString()!.Split(' ')[1..];
        var again = Path.Combine(bundle.Path, "again");
        var second = await KosSoundProcess.RunAsync([.. words, "--out", again]);

        second.ExitCode.Should().Be(1, second.Everything);
        (await FailureAsync(again)).GetProperty("message").GetString().Should().Be(failed.GetProperty("message").GetString());

        static async Task<JsonElement> FailureAsync(string folder)
        {
            using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results.json")));
            return results.RootElement.GetProperty("tests").EnumerateArray().Single(t => t.GetProperty("outcome").GetString() == "fail").Clone();
        }
    }

    /// <summary>Clauses of a phase come in an order the seed decides.</summary>
    private static int SeedThatPutsFirst(string[] tests) => Enumerable.Range(1, 100).First(seed =>
    {
        var order = tests.ToArray();
        new Random(seed).Shuffle(order);
        return order[0] == tests[0];
    });
}
