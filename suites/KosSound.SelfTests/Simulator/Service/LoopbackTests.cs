using FluentAssertions;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Service;

[Parallelizable(ParallelScope.All)]
public sealed class LoopbackTests
{
    private static IEnumerable<DeviceFormat> Formats => DeviceFile.Reference.Playback.Formats;

    [TestCaseSource(nameof(Formats))]
    public async Task Every_format_comes_back_bit_for_bit_in_real_time(DeviceFormat format)
    {
        await using var bench = await Bench.StartAsync(Bench.Unhurried);
        var pcm = Bench.Noise(format, format.RateHz / 4);

        var heard = await bench.LoopAsync(format, () => bench.PlayAsync(format, pcm));

        heard.DifferenceFrom(pcm).Should().BeNull("{0} with seed 7 (device {1})", format, bench.Device.Health);
    }

    [TestCaseSource(nameof(Formats))]
    public async Task Every_format_comes_back_bit_for_bit_in_simulated_time(DeviceFormat format)
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(format, 2 * format.RateHz);

        var heard = await bench.LoopAsync(format, () => bench.PlayAsync(format, pcm));

        bench.Device.Health.Stalls.Should().Be(0, "the client told everything ({0})", bench.Device.Health);
        heard.DifferenceFrom(pcm).Should().BeNull("{0} with seed 7 (device {1})", format, bench.Device.Health);
    }
}
