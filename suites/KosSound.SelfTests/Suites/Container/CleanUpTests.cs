using FluentAssertions;
using KosSound.SelfTests.Cli;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

/// <summary>Nothing stays behind, however a run ends.</summary>
public sealed class CleanUpTests
{
    private ContainerEngine _engine = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _engine = await Workshop.OpenAsync();

    [Test]
    public async Task After_success_the_container_and_its_volume_are_gone()
    {
        using var client = Workshop.Client(_engine);
        var container = await SimulatorContainer.StartAsync(_engine, Workshop.Reference(), CancellationToken.None);
        var id = container.Id;
        var volume = (await _engine.InspectAsync(id, CancellationToken.None)).Mounts!.Single().Name!;
        (await VolumesAsync()).Should().Contain(volume);

        await container.DisposeAsync();

        (await IdsAsync()).Should().NotContain(id);
        (await VolumesAsync()).Should().NotContain(volume);

        async Task<IEnumerable<string>> VolumesAsync() => (await client.Volumes.ListAsync(CancellationToken.None)).Volumes!.Select(v => v.Name!);
    }

    [Test]
    public async Task A_simulator_that_ends_at_once_is_told_with_its_log_and_removed()
    {
        var before = await IdsAsync();
        var starting = FluentActions.Awaiting(() => SimulatorContainer.StartAsync(_engine, Workshop.Reference("no-such-fault"), CancellationToken.None));

        (await starting.Should().ThrowAsync<ContainerException>()).Which.Message.Should()
            .Contain("ended instead of serving").And.Contain("no-such-fault", "the log is shown");
        (await IdsAsync()).Should().BeSubsetOf(before);
    }

    [Test]
    public async Task A_start_that_is_interrupted_leaves_nothing()
    {
        using var interruption = new CancellationTokenSource();
        var before = await IdsAsync();
        var starting = SimulatorContainer.StartAsync(_engine, Workshop.Reference(), interruption.Token);
        await AppearsAsync(before, starting);

        await interruption.CancelAsync();

        await FluentActions.Awaiting(() => starting).Should().ThrowAsync<OperationCanceledException>();
        (await IdsAsync()).Should().BeSubsetOf(before);
    }

    [Test]
    public async Task A_run_that_is_interrupted_ends_130_and_leaves_nothing()
    {
        using var bundle = new TemporaryFolder();
        using var run = KosSoundProcess.Start("--target", $"container:{Workshop.Image}", "--out", bundle.Path, "--only", "audio/48000Hz-16bit-2ch");
        var owner = OwningProcess.Of(run.Id)!;
        await run.PrintedAsync("Target");
        (await Workshop.ContainersOfAsync(_engine, owner)).Should().ContainSingle("the run is under way");

        run.PressCtrlC();
        var result = await run.EndAsync();

        result.ExitCode.Should().Be(130, result.Everything);
        (await Workshop.ContainersOfAsync(_engine, owner)).Should().BeEmpty();
    }

    [Test]
    public async Task What_a_killed_run_leaves_is_swept_by_the_next_start_and_what_lives_is_not()
    {
        await using var mine = await SimulatorContainer.StartAsync(_engine, Workshop.Reference(), CancellationToken.None);
        using var bundle = new TemporaryFolder();
        using var run = KosSoundProcess.Start("--target", $"container:{Workshop.Image}", "--out", bundle.Path, "--only", "audio/48000Hz-16bit-2ch");
        var owner = OwningProcess.Of(run.Id)!;
        await run.PrintedAsync("Target");

        run.Kill();
        await run.EndAsync();
        (await Workshop.ContainersOfAsync(_engine, owner)).Should().ContainSingle("a killed run cannot clean up");
        await using var next = await SimulatorContainer.StartAsync(_engine, Workshop.Reference(), CancellationToken.None);

        (await Workshop.ContainersOfAsync(_engine, owner)).Should().BeEmpty();
        (await IdsAsync()).Should().Contain([mine.Id, next.Id]);
    }

    private async Task<IReadOnlyList<string>> IdsAsync() => [.. (await _engine.ListAsync(ContainerLabels.Owner, CancellationToken.None)).Select(c => c.ID)];

    private async Task AppearsAsync(IReadOnlyList<string> before, Task starting)
    {
        using var patience = new CancellationTokenSource(Workshop.Patience);
        while ((await IdsAsync()).All(before.Contains))
        {
            starting.IsCompleted.Should().BeFalse("the container is seen before it answers");
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
