using FluentAssertions;
using KosSound.SelfTests.Simulator.SignalPath.Stages;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

[Parallelizable(ParallelScope.All)]
public sealed class StreamAllocationTests
{
    [TestCase(48_000, 16, 2), TestCase(44_100, 24, 1), TestCase(192_000, 32, 8)]
    public void A_period_of_playing_and_recording_allocates_nothing(int rateHz, int bitDepth, int channels)
    {
        var format = new DeviceFormat(rateHz, bitDepth, channels);
        var duplex = new DuplexByHand(DeviceFile.Reference, format);
        var periods = 0L;

        GoThrough(100);
        var allocated = Probe.LeastAllocation(() => GoThrough(500));

        allocated.Should().Be(0, "500 periods of {0} went through (bytes)", format);
        duplex.PlayedBytes.Should().Be(periods * duplex.PeriodBytes, "everything was taken in (bytes)");
        duplex.RecordedBytes.Should().Be(periods * duplex.PeriodBytes, "everything was recorded (bytes)");

        void GoThrough(int more)
        {
            for (var last = periods + more; periods < last; periods++)
            {
                var period = duplex.PeriodAsync();
                if (!period.IsCompleted)
                    throw new InvalidOperationException("a period waited: it may have gone on on another thread, whose allocations are not counted");
                period.GetAwaiter().GetResult();
            }
        }
    }
}
