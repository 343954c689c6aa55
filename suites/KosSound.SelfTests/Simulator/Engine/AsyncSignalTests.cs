using FluentAssertions;
using KosSound.Simulator.Engine;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

[Parallelizable(ParallelScope.All)]
public sealed class AsyncSignalTests
{
    [Test]
    public async Task No_signal_is_missed_between_two_threads()
    {
        var (there, back) = (new AsyncSignal(), new AsyncSignal());
        var echo = Task.Run(async () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                await there.WaitAsync();
                back.Raise();
            }
        });

        for (var i = 0; i < 20_000; i++)
        {
            there.Raise();
            await back.WaitAsync();
        }

        await echo.WaitAsync(TimeSpan.FromSeconds(30));
        echo.IsCompletedSuccessfully.Should().BeTrue("20 000 signals went there and back");
    }

    [Test]
    public async Task A_signal_raised_before_is_kept_and_a_second_waiter_is_refused()
    {
        var signal = new AsyncSignal();
        signal.Raise();
        signal.Raise();

        var first = signal.WaitAsync().AsTask();
        var waiting = signal.WaitAsync().AsTask();
        var second = async () => await signal.WaitAsync();

        first.IsCompletedSuccessfully.Should().BeTrue("it was raised");
        waiting.IsCompleted.Should().BeFalse("two raises before a wait are one signal");
        await second.Should().ThrowAsync<InvalidOperationException>();
        signal.Raise();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
