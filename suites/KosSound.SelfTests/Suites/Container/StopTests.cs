using System.Globalization;
using Docker.DotNet.Models;
using FluentAssertions;
using Grpc.Net.Client;
using KOS.Sound;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

public sealed class StopTests
{
    private const int Attempts = 5;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    [Test]
    public async Task SIGTERM_ends_it_cleanly_within_a_second_while_it_plays_and_records()
    {
        var engine = await Workshop.OpenAsync();
        // Other work on the machine can only lengthen a stop: the shortest of a few is the simulator's own.
        var shortest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && shortest > StopLimit; attempt++)
        {
            var took = await StopOneAsync(engine);
            shortest = took < shortest ? took : shortest;
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stopped in {took.TotalMilliseconds:F0} ms"));
        }

        shortest.Should().BeLessThanOrEqualTo(StopLimit);
    }

    private static async Task<TimeSpan> StopOneAsync(ContainerEngine engine)
    {
        using var client = Workshop.Client(engine);
        await using var container = await SimulatorContainer.StartAsync(engine, Workshop.Reference(), CancellationToken.None);
        using var channel = GrpcChannel.ForAddress(container.Endpoint);
        var service = new SoundService.SoundServiceClient(channel);
        var config = new AudioConfig { SampleRate = 48_000, BitDepth = 16, Channels = 2 };
        using var record = service.RecordAudio(new RecordAudioRequest { Config = config }, deadline: DateTime.UtcNow + Workshop.Patience);
        using var play = service.PlayAudio(deadline: DateTime.UtcNow + Workshop.Patience);
        await play.RequestStream.WriteAsync(new PlayAudioRequest { Config = config });
        (await record.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue("the recording is under way");

        var asked = TimeProvider.System.GetUtcNow();
        await client.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGTERM" });
        using var patience = new CancellationTokenSource(Workshop.Patience);
        await client.Containers.WaitContainerAsync(container.Id, patience.Token);

        var state = (await engine.InspectAsync(container.Id, CancellationToken.None)).State!;
        state.ExitCode.Should().Be(0, "it ended by itself");
        return DateTimeOffset.Parse(state.FinishedAt!, CultureInfo.InvariantCulture) - asked;
    }
}
