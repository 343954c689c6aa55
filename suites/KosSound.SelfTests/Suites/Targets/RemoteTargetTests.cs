using FluentAssertions;
using KosSound.Device;
using KosSound.SelfTests.Cli;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Targets;

/// <summary>What a simulator in another process was late by is never a robot's failure; robots are not asked for what they do not have.</summary>
[TestFixture]
public sealed class RemoteTargetTests
{
    [Test]
    public async Task A_simulator_that_listens_on_this_machine_says_once_that_it_was_late()
    {
        // Every tick is over later than a moment before it was due.
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { LateTolerance = TimeSpan.FromMilliseconds(-1) });
        await using var target = new RemoteTarget(simulator.Endpoint);

        target.TakeTrouble().Should().BeNull("it has done nothing yet");
        await RecordAsync(target);
        target.TakeTrouble().Should().MatchRegex($"^the simulator at {simulator.Endpoint.Authority} was up to [0-9]+ ms late on this machine$");
        target.TakeTrouble().Should().BeNull("nothing was late since");
    }

    [Test]
    public async Task A_simulator_in_time_says_nothing()
    {
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { LateTolerance = TimeSpan.FromHours(1) });
        await using var target = new RemoteTarget(simulator.Endpoint);

        await RecordAsync(target);

        target.TakeTrouble().Should().BeNull();
    }

    [Test]
    public async Task What_is_no_simulator_has_no_such_trouble()
    {
        using var web = new OldWebServer();
        await using var target = new RemoteTarget(new Uri($"http://127.0.0.1:{web.Port}"));

        target.TakeTrouble().Should().BeNull();
        target.TakeTrouble().Should().BeNull();
    }

    private static async Task RecordAsync(RemoteTarget target)
    {
        await using var device = await SoundDevice.ConnectAsync(target.ClientOptions);
        await using var recording = device.StartRecording(new KosSound.Device.Capture.RecordRequest { Format = new KosSound.Signals.PcmFormat(48_000, 16, 2), Duration = TimeSpan.FromMilliseconds(50) });
        (await recording.Completion).Frames.Should().Be(2_400);
    }
}
