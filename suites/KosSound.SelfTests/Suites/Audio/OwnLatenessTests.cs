using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Suites.Audio;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Audio;

public sealed class OwnLatenessTests
{
    [Test]
    public void A_latency_that_would_lie_within_its_limit_without_our_own_lateness_is_ours() =>
        OwnLateness.Explains([Latency(166, 100)], TimeSpan.FromMilliseconds(80)).Should()
            .Be("this machine itself ran up to 80 ms late, and latency.delivery_jitter_ms of 166 ms, allowed at most 100 ms, may be its own doing");

    [Test]
    public void A_latency_that_our_own_lateness_does_not_account_for_is_the_devices() =>
        OwnLateness.Explains([Latency(529, 100)], TimeSpan.FromMilliseconds(80)).Should().BeNull("80 of 429 ms too many are ours");

    [Test]
    public void Any_other_failure_beside_it_is_the_devices()
    {
        var dropouts = Latency(1, 0) with { Measurements = [Measured("dropouts.count", 1, 0)] };

        OwnLateness.Explains([Latency(166, 100), dropouts], TimeSpan.FromMilliseconds(80)).Should().BeNull();
        OwnLateness.Explains([Latency(166, 100), Latency(166, 100) with { Measurements = [] }], TimeSpan.FromMilliseconds(80)).Should().BeNull("a failure without a value is no latency");
        OwnLateness.Explains([Latency(50, 100)], TimeSpan.FromMilliseconds(80)).Should().BeNull("nothing failed");
    }

    [Test]
    public void A_starved_process_feels_it()
    {
        var time = new SteppedTime();
        using var watch = new StarvationWatch(time);

        time.Beat(TimeSpan.FromMilliseconds(10));
        watch.Worst.Should().Be(TimeSpan.Zero, "a beat in time");
        time.Beat(TimeSpan.FromMilliseconds(90));
        watch.Worst.Should().Be(TimeSpan.FromMilliseconds(80), "a beat of 10 ms that came after 90 ms");
        time.Pass(TimeSpan.FromMilliseconds(210));
        watch.Worst.Should().Be(TimeSpan.FromMilliseconds(200), "a beat that has not come yet counts, too");
    }

    private static TestRecord Latency(double valueMs, double highMs) => new()
    {
        Id = "audio/48000Hz-16bit-2ch/latency",
        Clause = "test",
        Level = ClauseLevel.Must,
        Outcome = valueMs > highMs ? Outcome.Fail : Outcome.Pass,
        DurationMs = 0,
        Measurements = [Measured("latency.delivery_jitter_ms", valueMs, highMs)],
    };

    private static MeasurementRecord Measured(string id, double value, double high) =>
        new() { Id = id, Value = value, Unit = "ms", High = high, Outcome = value > high ? Outcome.Fail : Outcome.Pass };

    /// <summary>A clock that goes on, and beats its only timer, when told.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private Action? _beat;
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _beat = () => callback(state);
            return new NoTimer();
        }

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public void Beat(TimeSpan after)
        {
            Pass(after);
            _beat!();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
