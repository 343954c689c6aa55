using System.Diagnostics;
using FluentAssertions;
using KOS.Common;
using KosSound.Device;
using KosSound.Device.Playback;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

/// <summary>Deadlines under a clock that is not the wall's.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class PatienceTests
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(500);

    [Test]
    public async Task time_that_runs_fast_does_not_make_a_deadline_fire_early()
    {
        var began = Stopwatch.GetTimestamp();

        await GiveUpAsync(new FakeTime(speed: 1000));

        Stopwatch.GetElapsedTime(began).Should().BeGreaterThanOrEqualTo(Allowed);
    }

    [Test]
    public async Task time_that_runs_slow_is_waited_for()
    {
        var began = Stopwatch.GetTimestamp();

        await GiveUpAsync(new FakeTime(speed: 0.5));

        Stopwatch.GetElapsedTime(began).Should().BeGreaterThanOrEqualTo(2 * Allowed);
    }

    [Test]
    public async Task time_that_stands_still_does_not_hang()
    {
        var began = Stopwatch.GetTimestamp();

        await GiveUpAsync(new FakeTime(speed: 0));

        Stopwatch.GetElapsedTime(began).Should().BeGreaterThanOrEqualTo(Allowed).And.BeLessThan(TimeSpan.FromSeconds(20));
    }

    private static async Task GiveUpAsync(TimeProvider time)
    {
        var service = new FakeSoundService
        {
            Play = async (_, context) =>
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return new ActionResponse();
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync(o => o with { Time = time, AnswerTimeout = Allowed });

        var play = () => device.PlayAsync(new PlayRequest { Format = new PcmFormat(8000, 16, 1), Pcm = new byte[2] });

        (await play.Should().ThrowAsync<SoundDeviceException>()).Which.Kind.Should().Be(FailureKind.DeadlineExceeded);
    }

    /// <summary>The wall clock, scaled.</summary>
    private sealed class FakeTime(double speed) : TimeProvider
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public override long GetTimestamp() => (long)((Stopwatch.GetTimestamp() - _start) * speed);
    }
}
