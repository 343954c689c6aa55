using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class CaptureTests
{
    private static readonly PcmFormat Format = new(16000, 16, 1);

    [Test]
    public async Task what_is_delivered_is_recorded_byte_for_byte_with_its_stamps()
    {
        RecordAudioRequest? asked = null;
        var chunks = new[] { Chunk(1, 320), Chunk(2, 0), Chunk(3, 321), Chunk(4, 100_000) };
        var service = new FakeSoundService
        {
            Record = async (request, stream, _) =>
            {
                asked = request;
                foreach (var chunk in chunks)
                    await stream.WriteAsync(new RecordAudioResponse { AudioData = ByteString.CopyFrom(chunk) });
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();

        await using var recording = device.StartRecording(new RecordRequest { Format = Format, Duration = TimeSpan.FromMilliseconds(250) });
        await recording.FirstBytes;
        var recorded = await recording.Completion;

        asked.Should().Be(new RecordAudioRequest { Config = new AudioConfig { SampleRate = 16000, BitDepth = 16, Channels = 1 }, DurationMs = 250 });
        recorded.Pcm.ToArray().Should().Equal(chunks.SelectMany(c => c));
        recorded.Arrivals.Select(a => a.Frames).Should().Equal(160, 160, 320, 50320);
        recorded.Arrivals.Select(a => a.At).Should().BeInAscendingOrder();
        recording.Messages.Should().Be(4);
        recording.Frames.Should().Be(50320);
    }

    [Test]
    public async Task stopping_ends_a_recording_without_duration()
    {
        var stop = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(UntilStopped(stop));
        await using var device = await server.ConnectAsync();
        await using var recording = device.StartRecording(new RecordRequest { Format = Format });
        await recording.WaitForFramesAsync(160);

        var recorded = await recording.StopAsync();

        recorded.Frames.Should().Be(160);
    }

    [Test]
    public async Task a_device_that_does_not_end_after_stop_is_given_up()
    {
        await using var server = await FakeServer.StartAsync(UntilStopped(new TaskCompletionSource(), heedsStop: false));
        await using var device = await server.ConnectAsync(o => o with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        await using var recording = device.StartRecording(new RecordRequest { Format = Format });
        await recording.FirstBytes;

        var failure = await FailureAsync(() => recording.StopAsync());

        failure.Kind.Should().Be(FailureKind.DeadlineExceeded, because: failure.Message);
        recording.Snapshot().Frames.Should().Be(160);
    }

    [Test]
    public async Task a_refusal_fails_the_first_bytes_and_the_whole()
    {
        var service = new FakeSoundService { Record = (_, _, _) => throw new RpcException(new Status(StatusCode.InvalidArgument, "channels 9")) };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();
        await using var recording = device.StartRecording(new RecordRequest { Format = Format });

        (await FailureAsync(() => recording.FirstBytes)).DeviceText.Should().Be("channels 9");
        (await FailureAsync(() => recording.Completion)).Kind.Should().Be(FailureKind.Refused);
        (await FailureAsync(() => recording.WaitForFramesAsync(1))).Kind.Should().Be(FailureKind.Lost);
    }

    [Test]
    public async Task an_in_band_error_ends_it()
    {
        var service = new FakeSoundService
        {
            Record = async (_, stream, context) =>
            {
                await stream.WriteAsync(new RecordAudioResponse { Error = new Error { Code = ErrorCode.HardwareFailure, Message = "no microphone" } });
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();
        await using var recording = device.StartRecording(new RecordRequest { Format = Format });

        var failure = await FailureAsync(() => recording.Completion);

        failure.ErrorCode.Should().Be(ErrorCode.HardwareFailure);
        failure.DeviceText.Should().Be("no microphone");
    }

    [Test]
    public async Task a_device_that_delivers_without_end_is_stopped_at_the_bound()
    {
        var service = new FakeSoundService
        {
            Record = async (_, stream, context) =>
            {
                while (!context.CancellationToken.IsCancellationRequested)
                    await stream.WriteAsync(new RecordAudioResponse { AudioData = ByteString.CopyFrom(new byte[65536]) }, context.CancellationToken);
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();
        await using var recording = device.StartRecording(new RecordRequest { Format = Format, MaxBytes = 1 << 20 });

        var failure = await FailureAsync(() => recording.Completion);

        failure.Kind.Should().Be(FailureKind.Protocol);
        failure.Message.Should().Contain("more than 1048576 bytes");
    }

    [Test]
    public async Task disposing_frees_the_device_at_once()
    {
        var freed = new TaskCompletionSource();
        var service = new FakeSoundService
        {
            Record = async (_, stream, context) =>
            {
                context.CancellationToken.Register(() => freed.TrySetResult());
                await stream.WriteAsync(new RecordAudioResponse { AudioData = ByteString.CopyFrom(new byte[2]) });
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            },
        };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();
        var recording = device.StartRecording(new RecordRequest { Format = Format });
        await recording.FirstBytes;

        await recording.DisposeAsync();

        await freed.Task.WaitAsync(TimeSpan.FromSeconds(10));
        recording.Completion.IsCanceled.Should().BeTrue();
    }

    private static FakeSoundService UntilStopped(TaskCompletionSource stop, bool heedsStop = true) => new()
    {
        Record = async (_, stream, context) =>
        {
            await stream.WriteAsync(new RecordAudioResponse { AudioData = ByteString.CopyFrom(new byte[320]) });
            await stop.Task.WaitAsync(context.CancellationToken);
        },
        Stop = () =>
        {
            if (heedsStop)
                stop.TrySetResult();
            return Task.FromResult(new ActionResponse { Success = true });
        },
    };

    private static byte[] Chunk(int seed, int bytes)
    {
        var chunk = new byte[bytes];
        new Random(seed).NextBytes(chunk);
        return chunk;
    }

    private static async Task<SoundDeviceException> FailureAsync(Func<Task> act) => (await act.Should().ThrowAsync<SoundDeviceException>()).Which;
}
