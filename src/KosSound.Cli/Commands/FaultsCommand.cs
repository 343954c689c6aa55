using System.CommandLine;
using KosSound.Conformance.Records;
using KosSound.Simulator.Faults;

namespace KosSound.Cli.Commands;

/// <summary><c>faults</c>: what a simulated robot can have, and what has to find it.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var command = new Command("faults", "List the faults a simulated robot can be given, their sizes, and the metric that finds them.");
        command.SetAction(_ => List());
        return command;
    }

    private static int List()
    {
        foreach (var kind in FaultCatalog.All)
        {
            Console.WriteLine($"{kind.Name}{(kind.Units.Count > 0 ? $"={kind.Default}" : "")}");
            Console.WriteLine($"    {kind.Description}");
            foreach (var unit in kind.Units)
                Console.WriteLine($"    size      {unit}");
            Console.WriteLine(kind.Allowed is { } why ? $"    allowed   {why}" : $"    found by  {string.Join(", ", kind.FoundBy)}");
            Console.WriteLine($"    smallest  digital {Smallest(kind.SmallestDigital)}{(kind.SmallestDeep is { } deep ? $" ({deep} at 24 bit)" : "")}, electrical {Smallest(kind.SmallestElectrical)}, acoustic {Smallest(kind.SmallestAcoustic)}");
        }

        return (int)ExitCode.Pass;
    }

    private static string Smallest(FaultSize? size) => size?.ToString() ?? "not claimed";
}
