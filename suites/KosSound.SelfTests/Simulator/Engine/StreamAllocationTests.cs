using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

[Parallelizable(ParallelScope.All)]
public sealed class StreamAllocationTests
{
    [TestCase(48_000, 16, 2), TestCase(44_100, 24, 1), TestCase(192_000, 32, 8)]
    public async Task A_period_of_playing_and_recording_allocates_nothing(int rateHz, int bitDepth, int channels)
    {
        var format = new DeviceFormat(rateHz, bitDepth, channels);
        var duplex = new DuplexByHand(DeviceFile.Reference, format);

        for (var tick = 0; tick < 100; tick++)
            await duplex.PeriodAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 0; tick < 500; tick++)
            await duplex.PeriodAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().Be(0, "500 periods of {0} went through (bytes)", format);
        duplex.PlayedBytes.Should().Be(600L * duplex.PeriodBytes, "everything was taken in (bytes)");
        duplex.RecordedBytes.Should().Be(600L * duplex.PeriodBytes, "everything was recorded (bytes)");
    }
}
