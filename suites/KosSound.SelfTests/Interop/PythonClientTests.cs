using System.Text.Json;
using FluentAssertions;
using KosSound.Device.Wire;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Interop;

/// <summary>The simulator against a client that shares no line of code and no gRPC library with this suite.</summary>
[TestFixture]
public class PythonClientTests
{
    private const int Seed = 20_260_101;

    [Test]
    public async Task a_Python_client_plays_and_records_every_format_bit_for_bit()
    {
        Python.Require();
        var descriptors = Path.Combine(Path.GetTempPath(), $"kos-sound-{Guid.NewGuid():N}.pb");
        await File.WriteAllBytesAsync(descriptors, ContractDescriptors.ToBytes());
        try
        {
            await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions());
            var target = $"127.0.0.1:{simulator.Endpoint.Port}";

            var run = await Python.RunAsync(Python.Script("client.py"), [descriptors, target, $"{Seed}"], TimeSpan.FromMinutes(3));

            run.ExitCode.Should().Be(0, "seed {0}: {1}", Seed, run.Error);
            using var report = JsonDocument.Parse(run.Output);
            Strings(report, "failures").Should().BeEmpty("seed {0}", Seed);
            Strings(report, "formats").Should().BeEquivalentTo(DeviceFile.Reference.Playback.Formats.Select(f => $"{f.RateHz}Hz-{f.BitDepth}bit-{f.Channels}ch"));
        }
        finally
        {
            File.Delete(descriptors);
        }
    }

    private static IEnumerable<string> Strings(JsonDocument report, string name) => report.RootElement.GetProperty(name).EnumerateArray().Select(e => e.GetString()!);
}
