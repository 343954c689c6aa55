using System.CommandLine;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Suites.Proofs;

namespace KosSound.Cli.Commands;

/// <summary><c>selftest</c>: why a green run is worth something: the suite's own claims, run.</summary>
internal static class SelftestCommand
{
    public static Command Create(Interruption interruption)
    {
        var chosen = ProofCatalog.All.ToDictionary(p => p, p => new Option<bool>($"--{p.Name}") { Description = p.Description });
        var full = new Option<bool>("--full") { Description = "as many repetitions as the published figures need, not the quick form" };
        var seed = new Option<int>("--seed") { Description = "decides everything random", DefaultValueFactory = _ => 1, HelpName = "N" };
        var trials = new Option<int?>("--trials") { Description = "captures per row of --measurement, instead of 5 (300 with --full)", HelpName = "N" };
        trials.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 10_000)
                result.AddError("--trials takes 1 to 10000");
        });
        var folder = new Option<string?>("--out") { Description = "write tables as JSON and pages into this folder; a stopped --measurement goes on from there", HelpName = "DIR" };
        var command = new Command("selftest", "Prove what the suite claims to find and how well it measures; without a choice, everything.") { full, seed, trials, folder };
        foreach (var option in chosen.Values)
            command.Add(option);
        command.SetAction((parsed, _) =>
        {
            var proofs = ProofCatalog.All.Where(p => parsed.GetValue(chosen[p])).ToList();
            var options = new ProofOptions { Seed = parsed.GetValue(seed), Full = parsed.GetValue(full), Trials = parsed.GetValue(trials), Folder = parsed.GetValue(folder), Tell = line => Console.Error.WriteLine(line) };
            return ProveAsync(proofs.Count > 0 ? proofs : ProofCatalog.All, options, interruption.Token);
        });
        return command;
    }

    private static async Task<int> ProveAsync(IReadOnlyList<IProof> proofs, ProofOptions options, CancellationToken stop)
    {
        var (folder, holds, inconclusive) = (options.Folder, true, true);
        if (folder is not null)
            Prepare(folder);
        foreach (var proof in proofs)
        {
            var result = await proof.RunAsync(options, stop);
            Console.WriteLine(result.Table);
            holds &= result.Holds;
            inconclusive &= result.Holds || result.IsInconclusive;
            if (folder is null)
                continue;
            foreach (var (name, text) in result.Files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), text, stop);
                Console.WriteLine($"written: {Path.Combine(folder, name)}");
            }
        }

        return (int)(holds ? ExitCode.Pass : inconclusive ? ExitCode.Inconclusive : ExitCode.DeviceFailed);
    }

    private static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--out {folder}: {e.Message}", e);
        }
    }
}
