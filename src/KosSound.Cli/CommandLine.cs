using System.CommandLine;
using KosSound.Cli.Commands;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Hosting;
using KosSound.Suites.Containers;

namespace KosSound.Cli;

/// <summary>The command <c>kos-sound</c>: parses, runs, and turns every failure into one clear line and its exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        using var interruption = new Interruption();
        var result = Root(args, interruption).Parse(args);
        if (result.Errors.Count > 0)
            return Refuse(ExitCode.Usage, [.. result.Errors.Select(e => e.Message), $"see './run.sh {Asked(result)}--help' for what is allowed"]);
        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ConfigurationException e)
        {
            return Refuse(ExitCode.Usage, e.Errors);
        }
        catch (SimulatorException e)
        {
            return Refuse(ExitCode.Usage, [e.Message]);
        }
        catch (DeviceFileException e)
        {
            return Refuse(ExitCode.Usage, [.. e.Errors.Select(error => error.ToString())]);
        }
        catch (ContainerException e)
        {
            return Refuse(ExitCode.Infrastructure, [e.Message]);
        }
        catch (SoundDeviceException e)
        {
            return Refuse(ExitCode.Infrastructure, [e.Message]);
        }
        catch (EvidenceException e)
        {
            return Refuse(e.ExitCode, [e.Message]);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return Refuse(ExitCode.Interrupted, ["interrupted"]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Refuse(ExitCode.SuiteDefect, [$"a defect of the suite, please report it: {e.GetType().Name}: {e.Message}", $"where: {Where(e)}"]);
        }
    }

    private static RootCommand Root(string[] args, Interruption interruption)
    {
        var run = new RunCommand(args, interruption);
        var root = new RootCommand("Tests whether a robot's sound really works: plays, records, measures and judges every format a KOS SoundService advertises.")
        {
            SimulateCommand.Create(interruption.Token),
            ImageCommand.Create(interruption),
            FaultsCommand.Create(),
            ContractCommand.Create(),
            StimulusCommand.Create(),
            AnalyzeCommand.Create(),
            BundleCommands.CreateReport(),
            BundleCommands.CreateVerify(),
            CompareCommand.Create(),
            SelftestCommand.Create(interruption),
            TestCommand.Create(interruption),
        };
        run.AddTo(root);
        Help.AddTo(root);
        return root;
    }

    private static string Asked(ParseResult result) => result.CommandResult.Command is RootCommand ? "" : $"{result.CommandResult.Command.Name} ";

    private static int Refuse(ExitCode code, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine($"kos-sound: {line}");
        return (int)code;
    }

    // One line is enough to find the place; a person gets no stack trace.
    private static string Where(Exception e) => e.StackTrace?.Split('\n')[0].Trim() ?? "unknown";
}
