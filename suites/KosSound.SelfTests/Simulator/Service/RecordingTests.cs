using FluentAssertions;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;
using NUnit.Framework;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

[Parallelizable(ParallelScope.All)]
public sealed class RecordingTests
{
    private static readonly DeviceFormat Mono16 = new(16_000, 16, 1);

    [TestCase(1u, 44_100, 44L), TestCase(10u, 44_100, 441L), TestCase(250u, 16_000, 4_000L), TestCase(1_000u, 48_000, 48_000L), TestCase(10_007u, 44_100, 441_308L)]
    public async Task A_duration_gives_exactly_the_frames_that_fit_it(uint durationMs, int rateHz, long frames)
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var format = new DeviceFormat(rateHz, 24, 2);

        var pcm = await bench.RecordAsync(format, durationMs);

        ((double)pcm.Length / format.BytesPerFrame).Should().Be(frames, "{0} ms at {1} (frames)", durationMs, format);
    }

    [Test]
    public async Task Messages_hold_one_period_and_come_at_the_pace_of_the_clock()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16), DurationMs = 500 }, Bench.Options());
        var start = TimeProvider.System.GetTimestamp();
        var sizes = new List<int>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
            sizes.Add(message.AudioData.Length);

        sizes.Should().OnlyContain(size => size > 0 && size <= 320 && size % 2 == 0, "a period of 10 ms is 320 bytes");
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.Should().BeGreaterThan(495, "500 ms are not recorded in less");
    }

    [Test]
    public async Task A_duration_beyond_32_bit_of_frames_goes_on()
    {
        await using var bench = await Bench.StartAsync();
        using var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(new(48_000, 16, 1)), DurationMs = 89_479 }, Bench.Options());

        for (var bytes = 0; bytes < 2 * 4_800; bytes += call.ResponseStream.Current.AudioData.Length)
            (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue("100 ms of 89479 ms are not in yet");
    }

    [Test]
    public async Task StopRecording_ends_the_stream_with_OK_and_frees_the_microphone_at_once()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
            (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
            (await bench.Client.StopRecordingAsync(new Empty(), Bench.Options())).Success.Should().BeTrue();
            using var next = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16), DurationMs = 10 }, Bench.Options());
            (await next.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue("round {0}: the microphone is free", i);
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
                call.ResponseStream.Current.AudioData.Length.Should().BePositive();
            call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
            while (await next.ResponseStream.MoveNext(CancellationToken.None))
                next.ResponseStream.Current.AudioData.Length.Should().BePositive();
        }
    }

    [Test]
    public async Task StopRecording_without_a_recording_says_so_and_breaks_nothing()
    {
        await using var bench = await Bench.StartAsync();

        var answer = await bench.Client.StopRecordingAsync(new Empty(), Bench.Options());

        answer.Success.Should().BeFalse();
        answer.Error.Message.Should().Be("no recording is under way");
        (await bench.RecordAsync(Mono16, 20)).Should().HaveCount(640, "20 ms at 16 kHz, 16 bit (bytes)");
    }

    [Test]
    public async Task A_second_recording_is_refused_as_busy_and_the_first_is_not_damaged()
    {
        await using var bench = await Bench.StartAsync();
        using var first = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16), DurationMs = 300 }, Bench.Options());
        (await first.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        var bytes = first.ResponseStream.Current.AudioData.Length;

        var refusal = await Bench.RefusalOf(bench.RecordAsync(Mono16, 20));

        refusal.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        refusal.Status.Detail.Should().Contain("recording is busy");
        while (await first.ResponseStream.MoveNext(CancellationToken.None))
            bytes += first.ResponseStream.Current.AudioData.Length;
        bytes.Should().Be(9_600, "300 ms at 16 kHz, 16 bit (bytes)");
    }

    [Test]
    public async Task Cancelling_frees_the_microphone()
    {
        await using var bench = await Bench.StartAsync();
        using var cancel = new CancellationTokenSource();
        using (var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options(cancel.Token)))
        {
            (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
            await cancel.CancelAsync();
        }

        (await Bench.WhenFreeAsync(() => bench.RecordAsync(Mono16, 20))).Should().HaveCount(640, "20 ms at 16 kHz, 16 bit (bytes)");
    }

    [Test]
    public async Task A_reader_that_pauses_within_the_buffer_loses_nothing()
    {
        await using var bench = await Bench.StartAsync(Bench.Unhurried);
        var pcm = Bench.Noise(Mono16, 8_000);
        using var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();

        (await bench.PlayAsync(Mono16, pcm)).Success.Should().BeTrue();
        await bench.Client.StopRecordingAsync(new Empty(), Bench.Options());

        var recorded = new List<byte>(call.ResponseStream.Current.AudioData);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            recorded.AddRange(call.ResponseStream.Current.AudioData);
        // StopRecording ends it where it stands: at most a period of the end may be missing.
        var heard = Bench.Heard.In([.. recorded], Mono16);
        heard.Pcm.Length.Should().BeGreaterThan(pcm.Length - 640, "500 ms were played while nobody read (bytes)");
        heard.DifferenceFrom(pcm[..heard.Pcm.Length]).Should().BeNull("nothing is lost");
    }

    [Test]
    public async Task A_reader_slower_than_the_buffer_gets_everything_up_to_the_gap_and_is_told()
    {
        var wide = new DeviceFormat(192_000, 32, 8);
        var side = new SideDescription { RatesHz = [wide.RateHz], BitDepths = [wide.BitDepth], Channels = [wide.Channels] };
        await using var bench = await Bench.StartAsync(new DeviceDescription
        {
            Name = "impatient",
            Playback = side,
            Recording = side,
            RecordingBuffer = TimeSpan.FromMilliseconds(50),
        });
        using var call = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(wide) }, Bench.Options());
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();

        // The microphone comes free when the buffer is full, although the call has not ended.
        await Bench.WhenFreeAsync(() => bench.RecordAsync(wide, 1));
        long bytes = call.ResponseStream.Current.AudioData.Length;
        var end = await Bench.RefusalOf(DrainAsync());

        end.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        end.Status.Detail.Should().Contain("not read fast enough");
        (bytes % wide.BytesPerFrame).Should().Be(0, "whole frames are delivered");
        bytes.Should().BeGreaterThan(wide.BytesPerFrame * wide.FramesIn(TimeSpan.FromMilliseconds(50)), "what was buffered still arrives (bytes)");

        async Task<long> DrainAsync()
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
                bytes += call.ResponseStream.Current.AudioData.Length;
            return bytes;
        }
    }
}
