using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator;
using KosSound.Simulator.Pcm;
using NUnit.Framework;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

[Parallelizable(ParallelScope.All)]
public sealed class PlaybackTests
{
    private static readonly DeviceFormat Stereo24 = new(48_000, 24, 2);
    private static readonly DeviceFormat Mono16 = new(16_000, 16, 1);

    [TestCase(1, 800), TestCase(7, 8_000), TestCase(6, 4_000), TestCase(4_096, 48_000), TestCase(65_536, 96_000), TestCase(1 << 20, 480_000)]
    public async Task The_same_audio_sounds_the_same_in_messages_of_any_size(int messageBytes, int frames)
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(Stereo24, frames);

        var heard = await bench.LoopAsync(Stereo24, () => bench.PlayAsync(Stereo24, pcm, messageBytes));

        heard.DifferenceFrom(pcm).Should().BeNull("{0} bytes in messages of {1}", pcm.Length, messageBytes);
    }

    [Test]
    public async Task Audio_beside_the_configuration_and_empty_messages_in_between_lose_nothing()
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(Mono16, 3_200);

        var heard = await bench.LoopAsync(Mono16, async () =>
        {
            using var call = bench.Client.PlayAudio(Bench.Options());
            await bench.SendAsync(call, new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(pcm, 0, 2_000) });
            await bench.SendAsync(call, new PlayAudioRequest());
            await bench.SendAsync(call, new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(pcm, 2_000, 4_400) });
            await call.RequestStream.CompleteAsync();
            (await call.ResponseAsync).Success.Should().BeTrue();
            bench.Device.PlayEnded();
        });

        heard.DifferenceFrom(pcm).Should().BeNull("config came twice, once with audio");
    }

    [Test]
    public async Task A_different_configuration_in_the_middle_is_refused()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.PlayAudio(Bench.Options());
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16) });
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Stereo24) });

        var refusal = await Bench.RefusalOf(call.ResponseAsync);

        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Status.Detail.Should().Contain("config differs");
    }

    [Test]
    public async Task A_part_of_a_frame_at_the_end_is_refused_and_does_not_shift_the_next_play()
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(Stereo24, 2_400);

        var first = await bench.LoopAsync(Stereo24, async () =>
        {
            var refusal = await Bench.RefusalOf(bench.PlayAsync(Stereo24, (byte[])[.. pcm, 1, 2, 3, 4]));
            bench.Device.PlayEnded();
            refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
            refusal.Status.Detail.Should().Contain("audio_data ends inside a frame: 4 of 6 bytes");
        });
        var second = await bench.LoopAsync(Stereo24, () => bench.PlayAsync(Stereo24, pcm));

        first.DifferenceFrom(pcm).Should().BeNull("whole frames are played");
        second.DifferenceFrom(pcm).Should().BeNull("nothing is left over from the play before");
    }

    [Test]
    public async Task The_answer_comes_when_the_last_frame_has_left_the_path()
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var start = bench.Device.Time.GetTimestamp();

        await bench.PlayAsync(Mono16, Bench.Noise(Mono16, Mono16.RateHz));

        var answeredMs = bench.Device.Time.GetElapsedTime(start).TotalMilliseconds;
        answeredMs.Should().BeInRange(1_040, 1_060, "1000 ms of audio, 40 ms of path, two periods of 10 ms at most");
    }

    [Test]
    public async Task A_play_without_audio_is_answered()
    {
        await using var bench = await Bench.StartAsync();

        var answer = await bench.PlayAsync(Mono16, Array.Empty<byte>());

        answer.Success.Should().BeTrue();
    }

    [Test]
    public async Task A_sender_faster_than_real_time_is_held_back()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.PlayAudio(Bench.Options());
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Stereo24) });
        var second = ByteString.CopyFrom(Bench.Noise(Stereo24, Stereo24.RateHz));
        var start = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 5; i++)
            await call.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = second });

        // Beyond the playback buffer only what the client's and the device's transport hold may be ahead.
        var acceptedMs = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        acceptedMs.Should().BeGreaterThan(1_500, "5000 ms of audio less 500 ms of buffer and at most 3000 ms (864 kB) in transport");
    }

    [Test]
    public async Task A_pause_of_the_sender_is_silence_and_the_rest_is_heard()
    {
        await using var bench = await Bench.StartAsync();
        var pcm = Bench.Noise(Mono16, 4_800);
        using var play = bench.Client.PlayAudio(Bench.Options());
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
        var recorded = new List<byte>();
        await ReadAsync(1);

        await play.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(pcm, 0, 4_800) });
        await ReadAsync(2 * 8_000);
        await play.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = ByteString.CopyFrom(pcm, 4_800, 4_800) });
        await play.RequestStream.CompleteAsync();
        (await play.ResponseAsync).Success.Should().BeTrue();
        await bench.Client.StopRecordingAsync(new Empty(), Bench.Options());
        while (await record.ResponseStream.MoveNext(CancellationToken.None))
            recorded.AddRange(record.ResponseStream.Current.AudioData);

        var heard = Bench.Heard.In([.. recorded], Mono16);
        heard.Pcm.Take(4_800).Should().Equal(pcm.Take(4_800), "what came before the pause");
        heard.Pcm.TakeLast(4_800).Should().Equal(pcm.TakeLast(4_800), "what came after it");
        heard.Pcm.Skip(4_800).SkipLast(4_800).Should().OnlyContain(value => value == 0).And.HaveCountGreaterThan(1_600, "the gap is silent and lasted 50 ms at least");
        bench.Device.Health.UnderrunFrames.Should().BePositive("the gap is counted");

        async Task ReadAsync(int bytes)
        {
            for (var until = recorded.Count + bytes; recorded.Count < until;)
            {
                (await record.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
                recorded.AddRange(record.ResponseStream.Current.AudioData);
            }
        }
    }

    [Test]
    public async Task Cancelling_stops_the_sound_and_frees_the_device()
    {
        await using var bench = await Bench.StartAsync();
        var tooMuch = Bench.Noise(Mono16, 10 * Mono16.RateHz);
        using var cancel = new CancellationTokenSource();

        var heard = await bench.LoopAsync(Mono16, async () =>
        {
            using var call = bench.Client.PlayAudio(Bench.Options(cancel.Token));
            await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(tooMuch) });
            await Task.Delay(TimeSpan.FromMilliseconds(200), bench.Device.Time);
            await cancel.CancelAsync();
            (await Bench.RefusalOf(call.ResponseAsync)).StatusCode.Should().Be(StatusCode.Cancelled);
        });
        var next = Bench.Noise(Mono16, 1_600, seed: 8);
        var heardNext = await bench.LoopAsync(Mono16, () => Bench.WhenFreeAsync(() => bench.PlayAsync(Mono16, next)));

        heard.Pcm.Length.Should().BeLessThan(tooMuch.Length / 2, "10 s were sent and cancelled after 200 ms (bytes)");
        heard.DifferenceFrom(tooMuch[..heard.Pcm.Length]).Should().BeNull("it was right until then");
        heardNext.DifferenceFrom(next).Should().BeNull("nothing of the cancelled play is left");
    }

    [Test]
    public async Task An_expired_deadline_frees_the_device()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.PlayAudio(deadline: DateTime.UtcNow.AddMilliseconds(300));
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16) });

        (await Bench.RefusalOf(call.ResponseAsync)).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        var answer = await Bench.WhenFreeAsync(() => bench.PlayAsync(Mono16, Bench.Noise(Mono16, 160)));

        answer.Success.Should().BeTrue();
    }

    [Test]
    public async Task A_second_play_is_refused_as_busy_and_the_first_is_not_damaged()
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(Stereo24, 48_000);

        var heard = await bench.LoopAsync(Stereo24, async () =>
        {
            using var first = bench.Client.PlayAudio(Bench.Options());
            await bench.SendAsync(first, new PlayAudioRequest { Config = Bench.Config(Stereo24) });
            // More than the transport holds: once it is accepted the device has begun to take this play in.
            for (var sent = 0; sent < pcm.Length; sent += 4_800)
                await bench.SendAsync(first, new PlayAudioRequest { AudioData = ByteString.CopyFrom(pcm, sent, 4_800) });
            using var second = bench.Client.PlayAudio(Bench.Options());
            await second.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(1, 2) });
            var refusal = await Bench.RefusalOf(second.ResponseAsync);
            refusal.StatusCode.Should().Be(StatusCode.FailedPrecondition);
            refusal.Status.Detail.Should().Contain("playback is busy");
            await first.RequestStream.CompleteAsync();
            (await first.ResponseAsync).Success.Should().BeTrue();
            bench.Device.PlayEnded();
        });

        heard.DifferenceFrom(pcm).Should().BeNull("the first play goes on");
    }
}
