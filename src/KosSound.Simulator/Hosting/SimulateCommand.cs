using System.CommandLine;
using System.Net;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;

namespace KosSound.Simulator.Hosting;

/// <summary>The command line that serves a simulated device: the same for the container and for <c>kos-sound simulate</c>.</summary>
public sealed class SimulateCommand
{
    private const int Unwell = 3;

    private readonly Option<string> _address = new("--address") { Description = "IP address to listen at; 0.0.0.0 lets other machines in", DefaultValueFactory = _ => IPAddress.Loopback.ToString(), HelpName = "IP" };
    private readonly Option<int> _port = new("--port") { Description = "TCP port; 0 takes a free one", DefaultValueFactory = _ => 50051, HelpName = "N" };
    private readonly Option<string?> _device = new("--device") { Description = "device file, or the name of a shipped one (default: reference)", HelpName = "FILE" };
    private readonly Option<string[]> _fault = new("--fault") { Description = "a fault to give it; may be repeated; './run.sh faults' lists them", HelpName = "NAME[=VALUE]" };
    private readonly Option<int> _seed = new("--seed") { Description = "seed of everything random in the device", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string?> _probe = new("--probe") { Description = "instead of serving, ask the simulator at this address whether it is well: exit 0 or 3", HelpName = "HOST:PORT" };

    private SimulateCommand()
    {
    }

    /// <summary>Lets every failure reach the caller, and gives an orderly end the time it takes.</summary>
    public static InvocationConfiguration Invocation { get; } = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    /// <summary>The command.</summary>
    /// <param name="stop">Ends serving, beside SIGINT and SIGTERM.</param>
    public static Command Create(CancellationToken stop)
    {
        var options = new SimulateCommand();
        var command = new Command("simulate", "Serve a simulated robot until Ctrl-C.") { options._address, options._port, options._device, options._fault, options._seed, options._probe };
        command.SetAction((parsed, _) => options.RunAsync(parsed, stop));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(_probe) is { } authority)
        {
            if (await HealthProbe.AskAsync(authority, stop) is not { } trouble)
                return 0;
            await Console.Error.WriteLineAsync(trouble);
            return Unwell;
        }

        var options = new SimulatorOptions { Address = Address(parsed.GetValue(_address)!), Port = parsed.GetValue(_port), Seed = parsed.GetValue(_seed) };
        await using var device = await SimulatedDevice.StartAsync(Description(parsed), options, stop);
        Console.WriteLine($"{device.Description.Name} listens on {device.Endpoint.Authority}; Ctrl-C ends");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var log = HealthLog.WriteAsync(device, Console.Out, ended.Token);
        await device.WaitForShutdownAsync(stop);
        await ended.CancelAsync();
        await log;
        return 0;
    }

    private DeviceDescription Description(ParseResult parsed)
    {
        var description = parsed.GetValue(_device) is { } file ? DeviceFile.Load(file) : DeviceFile.Reference;
        try
        {
            return FaultCatalog.Apply(parsed.GetValue(_fault) ?? [], description);
        }
        catch (FormatException e)
        {
            throw new SimulatorException($"--fault: {e.Message}", e);
        }
    }

    private static IPAddress Address(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new SimulatorException($"--address: '{text}' is not an IP address");
}
