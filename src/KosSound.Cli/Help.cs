using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KosSound.Suites.Session;

namespace KosSound.Cli;

/// <summary>What <c>--help</c> says besides options and commands: exit codes and environment variables.</summary>
internal sealed class Help(HelpAction options) : SynchronousCommandLineAction
{
    private const int Columns = 78;

    /// <summary>Adds it to the help of the main job; the commands keep theirs.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Help((HelpAction)option.Action!);
    }

    /// <summary>Whoever asks what a command takes has not given it yet.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = options.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not RootCommand)
            return result;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("""
            Examples:
              ./run.sh                                          judge the simulated robot in all its formats
              ./run.sh --target 192.168.1.20:50051              judge a robot over a cable
              ./run.sh --only 'audio/48000Hz-16bit-2ch'         one format; 'audio/*/dropouts' is one check of all
              ./run.sh COMMAND --help                           what a command takes

            Exit codes:
              0 pass   1 the device failed   2 usage or a file is wrong   3 target or station   4 inconclusive
              5 a waiver is stale   6 a defect of the suite, or evidence could not be written   130 interrupted

            Environment variables, which a flag beats ('--strict false' too), and which beat the defaults:
            """);
        foreach (var line in Terminal.Lines.Wrap(string.Join(' ', SessionEnvironment.Names), Columns))
            output.WriteLine($"  {line}");
        output.WriteLine("  Lists are separated by commas, switches are 0 or 1.");
        return result;
    }
}
