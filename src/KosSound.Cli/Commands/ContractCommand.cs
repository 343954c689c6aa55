using System.CommandLine;
using KosSound.Conformance.Records;
using KosSound.Suites.Contract;

namespace KosSound.Cli.Commands;

/// <summary><c>contract</c>: the clauses as a text to implement a device against.</summary>
internal static class ContractCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "as JSON, one object per clause" };
        var command = new Command("contract", "Print every clause of the SoundService contract: its level, its text, how it is proven, and what fails it.") { json };
        command.SetAction(parsed =>
        {
            Console.Write(parsed.GetValue(json) ? ContractText.ToJson() : ContractText.Text());
            return (int)ExitCode.Pass;
        });
        return command;
    }
}
