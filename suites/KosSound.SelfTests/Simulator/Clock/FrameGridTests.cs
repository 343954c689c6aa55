using FluentAssertions;
using KosSound.Simulator.Clock;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Clock;

[Parallelizable(ParallelScope.All)]
public sealed class FrameGridTests
{
    [TestCase(44_100, 10.0, 441), TestCase(44_100, 0.0, 0), TestCase(44_100, 0.01, 1), TestCase(11_025, 10.0, 111), TestCase(192_000, 3.6e9, 691_200_000_000)]
    public void Frames_before_a_time_are_those_due_earlier(int rateHz, double timeMs, long frames) =>
        new FrameGrid(rateHz).FramesBefore(TimeSpan.FromMilliseconds(timeMs)).Should().Be(frames, "{0} ms at {1} Hz (frames)", timeMs, rateHz);

    [Test]
    public void The_time_of_a_frame_is_not_before_it_is_due_and_within_100_ns()
    {
        var random = new Random(3);
        foreach (var rateHz in new[] { 4_000, 11_025, 44_100, 48_000, 192_000, 768_000 })
        {
            var grid = new FrameGrid(rateHz);
            for (var i = 0; i < 1_000; i++)
            {
                var frame = random.NextInt64(1L << 36);
                var time = grid.TimeOf(frame);
                var exact = frame * (decimal)TimeSpan.TicksPerSecond / rateHz;
                ((decimal)time.Ticks - exact).Should().BeInRange(0, 1, "frame {0} of {1} Hz (100 ns)", frame, rateHz);
                grid.FramesBefore(time).Should().BeInRange(frame, frame + 1, "frame {0} of {1} Hz", frame, rateHz);
            }
        }
    }
}
