using System.Diagnostics;
using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>What real time costs, apart from the sockets: told whatever else this machine does.</summary>
[TestFixture, NonParallelizable]
public sealed class StreamCostTests
{
    /// <summary>Share of a period. Measured: 3 % to 4 % on one core of a small virtual machine.</summary>
    private const double Allowed = 0.2;

    [Test]
    public async Task A_period_of_eight_channels_of_192_kHz_and_32_bit_both_ways_takes_less_than_a_fifth_of_its_time()
    {
        var device = DeviceFile.Shipped("studio-interface");
        var duplex = new DuplexByHand(device, new DeviceFormat(192_000, 32, 8));
        var taken = new List<TimeSpan>();

        for (var period = 0; period < 1_000; period++)
        {
            var started = Stopwatch.GetTimestamp();
            await duplex.PeriodAsync();
            taken.Add(Stopwatch.GetElapsedTime(started));
        }

        // Half of the periods are neither compiled in nor broken into: a period is much shorter than a turn on a core.
        taken.Sort();
        var share = taken[taken.Count / 2] / device.Period;
        TestContext.Out.WriteLine($"a period takes {taken[taken.Count / 2].TotalMicroseconds:0} us of {device.Period.TotalMicroseconds:0} us");
        share.Should().BeLessThan(Allowed, "the device must be ready long before a period is over (share of a period)");
        duplex.RecordedBytes.Should().Be(1_000L * duplex.PeriodBytes, "everything was recorded (bytes)");
    }
}
