using System.CommandLine;
using System.Net;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Cli.Commands;

/// <summary><c>simulate</c>: a simulated robot for other programs to talk to.</summary>
internal static class SimulateCommand
{
    public static Command Create(Interruption interruption)
    {
        var port = new Option<int>("--port") { Description = "TCP port on the loopback address; 0 takes a free one", DefaultValueFactory = _ => 50051, HelpName = "N" };
        var device = new Option<string?>("--device") { Description = "device file (default: fixtures/devices/reference.yaml)", HelpName = "FILE" };
        var fault = new Option<string[]>("--fault") { Description = "a fault to give it; may be repeated; './run.sh faults' lists them", HelpName = "NAME[=VALUE]" };
        var probe = new Option<string?>("--probe") { Description = "instead of serving, ask the simulator at this address whether it is well: exit 0 or 3", HelpName = "HOST:PORT" };
        var command = new Command("simulate", "Serve a simulated robot until Ctrl-C.") { port, device, fault, probe };
        command.SetAction((parsed, _) => parsed.GetValue(probe) is { } address
            ? ProbeAsync(address, interruption.Token)
            : ServeAsync(parsed.GetValue(port), SimulatedDescription.Read(parsed.GetValue(device), parsed.GetValue(fault) ?? []), interruption.Token));
        return command;
    }

    private static async Task<int> ServeAsync(int port, DeviceDescription description, CancellationToken stop)
    {
        await using var device = await SimulatedDevice.StartAsync(description, new SimulatorOptions { Address = IPAddress.Loopback, Port = port }, stop);
        Console.WriteLine($"{description.Name} listens on {device.Endpoint.Authority}; Ctrl-C ends");
        await device.WaitForShutdownAsync(stop);
        return (int)ExitCode.Pass;
    }

    private static async Task<int> ProbeAsync(string address, CancellationToken stop)
    {
        await using var device = await SoundDevice.ConnectAsync(new DeviceOptions { Endpoint = TargetSpec.EndpointOf(address) }, stop);
        await device.GetCapabilitiesAsync(stop);
        return (int)ExitCode.Pass;
    }
}
