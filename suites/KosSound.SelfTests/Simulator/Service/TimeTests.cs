using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Service;

/// <summary>What a client measures on the device's time line is the same in real and in simulated time.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TimeTests
{
    private static IEnumerable<DeviceFormat> Formats => DeviceFile.Reference.Playback.Formats;

    [TestCaseSource(nameof(Formats))]
    public async Task Latency_in_simulated_time_is_that_of_the_path_and_the_same_at_every_start(DeviceFormat format)
    {
        var latenciesMs = new List<double>();
        for (var start = 0; start < 5; start++)
        {
            await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
            latenciesMs.Add(await FirstSoundMsAsync(bench, format));
            bench.Device.Health.Stalls.Should().Be(0, "the client told everything ({0})", bench.Device.Health);
        }

        latenciesMs.Should().OnlyContain(latency => latency >= 40 && latency <= 60, "the path takes 40 ms; a period of 10 ms may come on top at either end");
        (latenciesMs.Max() - latenciesMs.Min()).Should().BeLessThan(12, "one period and a little (ms)");
    }

    [Test]
    public async Task Latency_in_real_time_is_not_below_that_of_the_path()
    {
        await using var bench = await Bench.StartAsync();

        (await FirstSoundMsAsync(bench, new DeviceFormat(48_000, 16, 2))).Should().BeInRange(40, 5_000, "the path takes 40 ms, a busy machine more");
    }

    [Test]
    public async Task A_sender_that_paces_itself_by_the_device_s_clock_never_runs_it_dry()
    {
        var format = new DeviceFormat(48_000, 16, 1);
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var pcm = Bench.Noise(format, 5 * format.RateHz);

        var heard = await bench.LoopAsync(format, async () =>
        {
            using var call = bench.Client.PlayAudio(Bench.Options());
            var start = bench.Device.Time.GetTimestamp();
            await bench.SendAsync(call, new PlayAudioRequest { Config = Bench.Config(format) });
            for (var sent = 0; sent < pcm.Length; sent += 1_920)
            {
                var lead = TimeSpan.FromSeconds((double)sent / (format.RateHz * 2)) - TimeSpan.FromMilliseconds(100) - bench.Device.Time.GetElapsedTime(start);
                if (lead > TimeSpan.Zero)
                    await Task.Delay(lead, bench.Device.Time);
                await bench.SendAsync(call, new PlayAudioRequest { AudioData = ByteString.CopyFrom(pcm, sent, 1_920) });
            }

            await call.RequestStream.CompleteAsync();
            (await call.ResponseAsync).Success.Should().BeTrue();
            bench.Device.PlayEnded();
        });

        bench.Device.Health.Should().Match<SimulatorHealth>(health => health.UnderrunFrames == 0 && health.Stalls == 0);
        heard.DifferenceFrom(pcm).Should().BeNull("seed 7");
    }

    [Test]
    public async Task A_client_that_tells_nothing_stalls_the_clock_once_and_the_stall_is_counted_not_hung_on()
    {
        var format = new DeviceFormat(16_000, 16, 1);
        await using var device = await SimulatedDevice.StartAsync(
            DeviceFile.Reference, new SimulatorOptions { TimeMode = TimeMode.Simulated, StallLimit = TimeSpan.FromMilliseconds(100) });
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(device.Endpoint);
        using var call = new SoundService.SoundServiceClient(channel).RecordAudio(new RecordAudioRequest { Config = Bench.Config(format), DurationMs = 1_000 }, Bench.Options());

        var bytes = 0;
        await foreach (var message in call.ResponseStream.ReadAllAsync())
            bytes += message.AudioData.Length;

        bytes.Should().Be(32_000, "1 s at 16 kHz, 16 bit (bytes)");
        device.Health.Stalls.Should().BeInRange(1, 3, "what is never acknowledged is waited for once, not at every tick");
        device.Health.LatestStall.Should().Contain("stamped");
    }

    [Test]
    public async Task With_no_call_under_way_a_pause_ends_at_once_and_a_deadline_keeps_wall_time()
    {
        await using var bench = await Bench.StartAsync(mode: TimeMode.Simulated);
        var time = bench.Device.Time;
        var wall = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 20; i++)
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        var pausesMs = TimeProvider.System.GetElapsedTime(wall).TotalMilliseconds;
        var deadline = Task.Delay(TimeSpan.FromSeconds(1.5), time);
        wall = TimeProvider.System.GetTimestamp();
        await deadline;
        var deadlineMs = TimeProvider.System.GetElapsedTime(wall).TotalMilliseconds;

        pausesMs.Should().BeLessThan(10_000, "20 s of pauses pass as fast as the machine allows (ms)");
        deadlineMs.Should().BeGreaterThan(1_400, "a later timer is a deadline of 1500 ms on the wall");
        time.GetElapsedTime(0).TotalSeconds.Should().BeInRange(21.5, 21.6, "device time went by the timers (s)");
    }

    /// <summary>From handing over the first audio until the frame that carries it could first be known.</summary>
    private static async Task<double> FirstSoundMsAsync(Bench bench, DeviceFormat format)
    {
        var time = bench.Device.Time;
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(format), DurationMs = 400 }, Bench.Options());
        TimeSpan? sentAt = null;
        TimeSpan? heardAt = null;
        Task? play = null;
        await foreach (var message in record.ResponseStream.ReadAllAsync())
        {
            var at = time.GetElapsedTime(0);
            if (heardAt is null && message.AudioData.Span.ContainsAnyExcept((byte)0))
                heardAt = at;
            bench.Device.RecordMessageStamped(message.AudioData.Length);
            play ??= PlayAsync();
        }

        await play!;
        return (heardAt!.Value - sentAt!.Value).TotalMilliseconds;

        async Task PlayAsync()
        {
            using var call = bench.Client.PlayAudio(Bench.Options());
            await bench.SendAsync(call, new PlayAudioRequest { Config = Bench.Config(format) });
            bench.Device.PlayMessageLeaving();
            sentAt = time.GetElapsedTime(0);
            await call.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = ByteString.CopyFrom(Bench.Noise(format, format.RateHz / 10)) });
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
            bench.Device.PlayEnded();
        }
    }
}
