using System.Net;
using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace KosSound.SelfTests.Simulator.Service;

[Parallelizable(ParallelScope.All)]
public sealed class HostTests
{
    private static readonly DeviceFormat Mono16 = new(16_000, 16, 1);

    [Test]
    public async Task It_listens_on_the_loopback_address_alone_at_a_free_port()
    {
        await using var bench = await Bench.StartAsync();

        bench.Device.Endpoint.Host.Should().Be("127.0.0.1");
        bench.Device.Endpoint.Port.Should().BePositive();
        bench.Device.Endpoint.Scheme.Should().Be("http", "the contract is plaintext HTTP/2");
    }

    [Test]
    public async Task A_port_in_use_is_refused_in_one_line()
    {
        await using var first = await Bench.StartAsync();
        var port = first.Device.Endpoint.Port;

        var second = () => SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { Port = port });

        (await second.Should().ThrowAsync<SimulatorException>()).Which.Message.Should()
            .Be($"cannot listen at 127.0.0.1:{port}: the port is in use; stop the other program or choose another port");
    }

    [TestCase("192.0.2.1", 0, "cannot listen at 192.0.2.1:0: *")]
    [TestCase("127.0.0.1", 65_536, "port 65536 is outside 0 … 65535")]
    [TestCase("127.0.0.1", -1, "port -1 is outside 0 … 65535")]
    public async Task An_address_that_is_not_ours_and_a_port_out_of_range_are_refused_in_one_line(string address, int port, string message)
    {
        var start = () => SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { Address = IPAddress.Parse(address), Port = port });

        (await start.Should().ThrowAsync<SimulatorException>().WithMessage(message)).Which.Message.Should().NotContain("\n");
    }

    [TestCase(TimeMode.RealTime), TestCase(TimeMode.Simulated)]
    public async Task Stopping_in_the_middle_of_calls_takes_less_than_a_second_and_tells_them(TimeMode mode)
    {
        // The machine may be slow, the device may not: the best of three counts.
        var stopsMs = new List<double>();
        for (var round = 0; round < 3; round++)
            stopsMs.Add(await StopMsAsync(mode));

        stopsMs.Min().Should().BeLessThan(1_000, "a stop takes less than a second; it took {0} (ms)", string.Join(", ", stopsMs));
    }

    private static async Task<double> StopMsAsync(TimeMode mode)
    {
        await using var bench = await Bench.StartAsync(mode: mode);
        using var play = bench.Client.PlayAudio(Bench.Options());
        await play.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = ByteString.CopyFrom(new byte[64_000]) });
        using var record = bench.Client.RecordAudio(new RecordAudioRequest { Config = Bench.Config(Mono16) }, Bench.Options());
        (await record.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        var start = TimeProvider.System.GetTimestamp();

        await bench.Device.DisposeAsync();

        var stopMs = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        (await Bench.RefusalOf(play.ResponseAsync)).StatusCode.Should().BeOneOf(StatusCode.Unavailable, StatusCode.Cancelled);
        return stopMs;
    }

    [Test]
    public async Task A_hundred_clients_at_once_are_answered_one_plays_and_the_others_are_told()
    {
        await using var bench = await Bench.StartAsync();
        var pcm = ByteString.CopyFrom(Bench.Noise(Mono16, 8_000));
        using var end = new SemaphoreSlim(0);
        var refused = 0;

        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PlayAsync()));

        statuses.Count(status => status == StatusCode.OK).Should().Be(1, "one play has the speaker until all others were refused");
        statuses.Count(status => status == StatusCode.FailedPrecondition).Should().Be(99);
        (await bench.PlayAsync(Mono16, pcm.ToByteArray())).Success.Should().BeTrue("the service goes on");

        async Task<StatusCode> PlayAsync()
        {
            using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(bench.Device.Endpoint);
            var client = new SoundService.SoundServiceClient(channel);
            (await client.GetAudioInfoAsync(new Empty(), Bench.Options())).Playback.Available.Should().BeTrue();
            using var call = client.PlayAudio(Bench.Options());
            try
            {
                await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16), AudioData = pcm });
                // Whoever plays keeps the speaker until the last of the others was refused.
                await Task.WhenAny(call.ResponseAsync, end.WaitAsync(Bench.Patience));
                if (!call.ResponseAsync.IsCompleted)
                    await call.RequestStream.CompleteAsync();
                await call.ResponseAsync;
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                if (Interlocked.Increment(ref refused) == 99)
                    end.Release(100);
                return e.StatusCode;
            }
        }
    }

    [Test]
    [NonParallelizable]
    public async Task A_client_that_sends_without_end_is_held_back_in_bounded_memory()
    {
        await using var bench = await Bench.StartAsync();
        using var cancel = new CancellationTokenSource();
        using var call = bench.Client.PlayAudio(Bench.Options(cancel.Token));
        await call.RequestStream.WriteAsync(new PlayAudioRequest { Config = Bench.Config(Mono16) });
        var megabyte = ByteString.CopyFrom(new byte[1 << 20]);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // A gigabyte is offered; 1 MiB alone plays for half a minute.
        var offered = SendAsync();
        await bench.RecordAsync(Mono16, 2_000);
        var grownBytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        await cancel.CancelAsync();

        grownBytes.Should().BeLessThan(32 << 20, "the playback buffer, a message and the windows are far less than a gigabyte (bytes)");
        (await offered).Should().BeLessThan(16, "flow control holds the sender (MiB accepted)");
        (await Bench.WhenFreeAsync(() => bench.PlayAsync(Mono16, Bench.Noise(Mono16, 160)))).Success.Should().BeTrue();

        async Task<int> SendAsync()
        {
            var accepted = 0;
            try
            {
                for (; accepted < 1_024; accepted++)
                    await call.RequestStream.WriteAsync(new PlayAudioRequest { AudioData = megabyte });
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException)
            {
                // The cancel of this test.
            }

            return accepted;
        }
    }

    [Test]
    public async Task Eight_devices_in_one_process_play_and_record_at_once()
    {
        var format = new DeviceFormat(48_000, 16, 2);
        var differences = await Task.WhenAll(Enumerable.Range(0, 8).Select(async seed =>
        {
            await using var bench = await Bench.StartAsync(Bench.Unhurried);
            var pcm = Bench.Noise(format, 48_000, seed);
            var heard = await bench.LoopAsync(format, () => bench.PlayAsync(format, pcm));
            return heard.DifferenceFrom(pcm);
        }));

        differences.Should().OnlyContain(difference => difference == null, "every device carries its own sound bit for bit");
    }
}
