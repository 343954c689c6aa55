using System.CommandLine;
using System.Net;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Suites.Session;

namespace KosSound.Cli.Commands;

/// <summary><c>simulate</c>: a simulated robot for other programs to talk to.</summary>
internal static class SimulateCommand
{
    public static Command Create(Interruption interruption)
    {
        var port = new Option<int>("--port") { Description = "TCP port on the loopback address; 0 takes a free one", DefaultValueFactory = _ => 50051, HelpName = "N" };
        var device = new Option<string?>("--device") { Description = "device file (default: fixtures/devices/reference.yaml)", HelpName = "FILE" };
        var command = new Command("simulate", "Serve a simulated robot until Ctrl-C.") { port, device };
        command.SetAction((parsed, _) => ServeAsync(parsed.GetValue(port), parsed.GetValue(device), interruption.Token));
        return command;
    }

    private static async Task<int> ServeAsync(int port, string? deviceFile, CancellationToken stop)
    {
        var description = DeviceFile.Load(deviceFile ?? SuiteFiles.ReferenceDevice);
        await using var device = await SimulatedDevice.StartAsync(description, new SimulatorOptions { Address = IPAddress.Loopback, Port = port }, stop);
        Console.WriteLine($"listening on {device.Endpoint.Authority}; Ctrl-C ends");
        await device.WaitForShutdownAsync(stop);
        return 0;
    }
}
