using System.Collections.Concurrent;
using FluentAssertions;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Device;
using KosSound.Device.Playback;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class PlaybackTests
{
    private static readonly PcmFormat Format = new(48000, 16, 2);

    [Test]
    public async Task every_byte_arrives_in_order_after_the_configuration_alone()
    {
        var messages = new List<PlayAudioRequest>();
        await using var server = await FakeServer.StartAsync(Collecting(messages));
        await using var device = await server.ConnectAsync();
        var pcm = Pcm(1, 19201);

        var result = await device.PlayAsync(new PlayRequest { Format = Format, Pcm = pcm });

        messages[0].Config.Should().Be(new AudioConfig { SampleRate = 48000, BitDepth = 16, Channels = 2 });
        messages[0].AudioData.Length.Should().Be(0);
        messages.Skip(1).Should().OnlyContain(m => m.Config == null);
        Joined(messages).Should().Equal(pcm);
        result.SentAll.Should().BeTrue();
        result.HandOvers.Should().HaveCount(messages.Count - 1);
        result.HandOvers.Select(h => h.Frames).Should().Equal(Enumerable.Range(0, messages.Count - 1).Select(i => i * 960L));
        result.HandOvers.Select(h => h.At).Should().BeInAscendingOrder();
        result.AnsweredAt.Should().BeGreaterThanOrEqualTo(result.HandOvers[^1].At);
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(4)]
    [TestCase(65536)]
    public async Task any_chunking_with_the_configuration_in_the_first_chunk_carries_the_same_bytes(int chunkBytes)
    {
        var messages = new List<PlayAudioRequest>();
        await using var server = await FakeServer.StartAsync(Collecting(messages));
        await using var device = await server.ConnectAsync();
        var pcm = Pcm(2, 1000);

        await device.PlayAsync(new PlayRequest { Format = Format, Pcm = pcm, ChunkBytes = chunkBytes, ConfigAlone = false });

        messages.Should().HaveCount((1000 + chunkBytes - 1) / chunkBytes);
        messages[0].Config.Should().NotBeNull();
        messages[0].AudioData.Length.Should().BeGreaterThan(0);
        Joined(messages).Should().Equal(pcm);
    }

    [Test]
    public async Task messages_leave_at_the_pace_of_the_format_and_a_lead_ahead()
    {
        await using var server = await FakeServer.StartAsync(new FakeSoundService());
        await using var device = await server.ConnectAsync();
        var pcm = new byte[Format.BytesPerFrame * 48000 / 2];

        var result = await device.PlayAsync(new PlayRequest { Format = Format, Pcm = pcm, Lead = TimeSpan.FromMilliseconds(100) });

        var start = result.HandOvers[0].At;
        foreach (var stamp in result.HandOvers)
        {
            var due = Format.DurationOf(stamp.Frames) - TimeSpan.FromMilliseconds(100);
            (stamp.At - start).Should().BeGreaterThanOrEqualTo(due - TimeSpan.FromMilliseconds(1), "frame {0} is not due earlier", stamp.Frames);
        }
    }

    [Test]
    public async Task an_early_success_ends_sending_and_is_told()
    {
        var service = new FakeSoundService { Play = (_, _) => Task.FromResult(new ActionResponse { Success = true }) };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();

        var result = await device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[Format.BytesPerFrame * 48000] });

        result.SentAll.Should().BeFalse();
        (result.AnsweredAt - result.StartedAt).Should().BeLessThan(TimeSpan.FromSeconds(0.9));
    }

    [Test]
    public async Task a_device_that_ends_the_call_while_a_write_is_blocked_gives_its_own_status([Values(1, 2, 3, 4, 5)] int round)
    {
        var service = new FakeSoundService
        {
            Play = async (messages, _) =>
            {
                await messages.MoveNext();
                throw new RpcException(new Status(StatusCode.InvalidArgument, $"sample_rate {round} is not supported"));
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();

        var failure = await FailureAsync(() => device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[1 << 20], ChunkBytes = 1 << 18, Paced = false }));

        failure.Kind.Should().Be(FailureKind.Refused, because: failure.Message);
        failure.StatusCode.Should().Be(StatusCode.InvalidArgument);
        failure.DeviceText.Should().Be($"sample_rate {round} is not supported");
        failure.IsInvalidArgument.Should().BeTrue();
    }

    [Test]
    public async Task an_in_band_failure_is_a_failure()
    {
        var service = new FakeSoundService { Play = (_, _) => Task.FromResult(new ActionResponse { Error = new Error { Code = ErrorCode.HardwareFailure, Message = "amp\noff" } }) };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();

        var failure = await FailureAsync(() => device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[400] }));

        failure.Kind.Should().Be(FailureKind.InBand);
        failure.ErrorCode.Should().Be(ErrorCode.HardwareFailure);
        failure.Message.Should().Be($"PlayAudio 48000Hz-16bit-2ch at {device.Where}: in-band error HardwareFailure \"amp off\"; the device refused the request");
    }

    [Test]
    public async Task a_device_that_never_reads_is_given_up()
    {
        var service = new FakeSoundService { Play = async (_, context) => await NeverAsync(context) };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync(o => o with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });

        var failure = await FailureAsync(() => device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[1 << 20], ChunkBytes = 1 << 19, Paced = false }));

        failure.Kind.Should().Be(FailureKind.DeadlineExceeded, because: failure.Message);
    }

    [Test]
    public async Task a_device_that_never_answers_is_given_up()
    {
        var service = new FakeSoundService { Play = async (_, context) => await NeverAsync(context) };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync(o => o with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });

        var failure = await FailureAsync(() => device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[400] }));

        failure.Kind.Should().Be(FailureKind.DeadlineExceeded, because: failure.Message);
    }

    [Test]
    public async Task a_dying_device_is_a_lost_call()
    {
        var reading = new TaskCompletionSource();
        var service = new FakeSoundService
        {
            Play = async (_, context) =>
            {
                reading.SetResult();
                return await NeverAsync(context);
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();
        var play = device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[Format.BytesPerFrame * 480000] });
        await reading.Task;

        await server.KillAsync();

        var failure = await FailureAsync(() => play);
        failure.Kind.Should().Be(FailureKind.Lost, because: failure.Message);
    }

    [Test]
    public async Task cancelling_reaches_the_device_at_once()
    {
        var silenced = new TaskCompletionSource();
        var reading = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(Endless(reading, silenced));
        await using var device = await server.ConnectAsync();
        using var cancel = new CancellationTokenSource();
        var play = device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[Format.BytesPerFrame * 480000] }, cancel.Token);
        await reading.Task;

        await cancel.CancelAsync();

        await play.Invoking(p => p).Should().ThrowAsync<OperationCanceledException>();
        await silenced.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    [NonParallelizable]
    public async Task the_guard_silences_every_play_of_the_process()
    {
        var silenced = new TaskCompletionSource();
        var reading = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(Endless(reading, silenced));
        await using var device = await server.ConnectAsync();
        var play = device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[Format.BytesPerFrame * 480000] });
        await reading.Task;

        PlayingGuard.StopAll();

        await play.Invoking(p => p).Should().ThrowAsync<OperationCanceledException>();
        await silenced.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task the_gate_hears_of_every_message_and_once_of_the_end(bool earlyEnd)
    {
        var service = earlyEnd
            ? new FakeSoundService { Play = (_, _) => Task.FromResult(new ActionResponse { Success = true }) }
            : new FakeSoundService();
        await using var server = await FakeServer.StartAsync(service);
        var gate = new FakeGate();
        await using var device = await server.ConnectAsync(o => o with { Gate = gate });

        var result = await device.PlayAsync(new PlayRequest { Format = Format, Pcm = new byte[96000] });

        gate.Events.Count(e => e == "ended").Should().Be(1);
        gate.Events[^1].Should().Be("ended", "no message may leave after the end");
        if (!earlyEnd)
            gate.Events.Count(e => e == "leaving").Should().Be(result.HandOvers.Count + 1);
    }

    private static FakeSoundService Collecting(List<PlayAudioRequest> messages) => new()
    {
        Play = async (stream, _) =>
        {
            await foreach (var message in stream.ReadAllAsync())
                messages.Add(message);
            return new ActionResponse { Success = true };
        },
    };

    private static FakeSoundService Endless(TaskCompletionSource reading, TaskCompletionSource silenced) => new()
    {
        Play = async (stream, context) =>
        {
            await stream.MoveNext();
            reading.SetResult();
            context.CancellationToken.Register(() => silenced.TrySetResult());
            return await NeverAsync(context);
        },
    };

    private static async Task<ActionResponse> NeverAsync(ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new ActionResponse();
    }

    private static byte[] Pcm(int seed, int bytes)
    {
        var pcm = new byte[bytes];
        new Random(seed).NextBytes(pcm);
        return pcm;
    }

    private static byte[] Joined(IEnumerable<PlayAudioRequest> messages) => [.. messages.SelectMany(m => m.AudioData)];

    private static async Task<SoundDeviceException> FailureAsync(Func<Task> act) => (await act.Should().ThrowAsync<SoundDeviceException>()).Which;

    private sealed class FakeGate : IClientTimeGate
    {
        private readonly ConcurrentQueue<string> _events = new();

        public IReadOnlyList<string> Events => [.. _events];

        public void PlayMessageLeaving() => _events.Enqueue("leaving");

        public void PlayEnded() => _events.Enqueue("ended");

        public void RecordMessageStamped(long bytes) => _events.Enqueue("stamped");

        public void RecordEnded() => _events.Enqueue("recorded");
    }
}
