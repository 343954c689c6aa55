using FluentAssertions;
using KosSound.SelfTests.Conformance;
using KosSound.Simulator;
using KosSound.Simulator.Hosting;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Hosting;

public sealed class HealthLogTests
{
    [Test]
    public void The_last_lateness_of_a_log_is_read_back_in_every_culture()
    {
        var read = CommaCulture.Run(() => HealthLog.Last(
            $"reference listens on 0.0.0.0:50051; Ctrl-C ends\n{HealthLog.Line(Late(480, 0, 12.25))}\n{HealthLog.Line(Late(1_920, 3, 40.5))}\r\nsomething else\n"));
        read.Should().Be((1_920L, 3L, TimeSpan.FromMilliseconds(40.5)));
    }

    [TestCase("")]
    [TestCase("listening on 0.0.0.0:50051; Ctrl-C ends\n")]
    [TestCase("not late: 5 frames in 1 ticks and 0 messages so far, up to 3.0 ms\n")]
    public void A_log_without_lateness_says_nothing_was_late(string log) => HealthLog.Last(log).Should().BeNull();

    private static SimulatorHealth Late(long frames, long messages, double milliseconds) => new()
    {
        Ticks = 1_000,
        LateTicks = 3,
        LateFrames = frames,
        LateDeliveries = messages,
        MaxLateness = TimeSpan.FromMilliseconds(milliseconds),
        UnderrunFrames = 0,
        Stalls = 0,
        LatestStall = null,
    };
}
