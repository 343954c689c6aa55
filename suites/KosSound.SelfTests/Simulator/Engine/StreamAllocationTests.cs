using FluentAssertions;
using KosSound.Simulator.Clock;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

[Parallelizable(ParallelScope.All)]
public sealed class StreamAllocationTests
{
    [TestCase(48_000, 16, 2), TestCase(44_100, 24, 1), TestCase(192_000, 32, 8)]
    public async Task A_period_of_playing_and_recording_allocates_nothing(int rateHz, int bitDepth, int channels)
    {
        var format = new DeviceFormat(rateHz, bitDepth, channels);
        var device = DeviceFile.Reference;
        var clock = new HandClock();
        var path = new LoopbackPath(device.Path, 1);
        var play = new PlaybackStream(device, format, clock);
        var recording = new RecordingStream(device, format, null, clock);
        var message = new byte[recording.MessageBytes];
        var audio = new byte[message.Length];
        long bytes = 0;
        long offered = 0;

        for (var tick = 0; tick < 100; tick++)
            bytes += await PeriodAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 0; tick < 500; tick++)
            bytes += await PeriodAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().Be(0, "500 periods of {0} went through (bytes)", format);
        offered.Should().Be(600L * audio.Length, "everything was taken in (bytes)");
        bytes.Should().Be(600L * message.Length, "everything was recorded (bytes)");

        // Nothing here waits: every task is complete when it is made, so that all runs on this thread.
        ValueTask<int> PeriodAsync()
        {
            long passed = 0;
            offered += play.Offer(audio);
            clock.Advance(device.Period);
            play.Render(path, clock.Now, ref passed);
            recording.Render(path, clock.Now, ref passed);
            return recording.TakeAsync(message);
        }
    }

    private sealed class HandClock : DeviceClock
    {
        private TimeSpan _now;

        public override TimeProvider Time => TimeProvider.System;

        public override TimeSpan Now => _now;

        public override ClockHealth Health { get; } = new();

        public void Advance(TimeSpan by) => _now += by;

        public override bool WaitForTick(IDeviceActivity activity, out TimeSpan tick) => throw new NotSupportedException("the test ticks");

        public override void Settle(TimeSpan tick, long frames)
        {
        }

        public override void Wake()
        {
        }

        public override void Stop()
        {
        }
    }
}
