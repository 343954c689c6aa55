using FluentAssertions;
using Grpc.Core;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Device.Playback;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

/// <summary>The client against the simulator, by the wall clock and by the device's own.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class SimulatedDeviceTests
{
    [Test]
    public async Task a_play_comes_back_bit_for_bit_and_the_clocks_agree([Values] TimeMode mode, [Values(16000, 44100, 48000)] int rateHz)
    {
        var format = new PcmFormat(rateHz, 24, 2);
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { TimeMode = mode });
        var options = new DeviceOptions { Endpoint = simulator.Endpoint, Time = simulator.Time, Gate = new Gate(simulator) };
        await using var device = await SoundDevice.ConnectAsync(options);
        var pcm = new byte[format.BytesPerFrame * rateHz];
        new Random(11).NextBytes(pcm);

        await using var recording = device.StartRecording(new RecordRequest { Format = format });
        await recording.FirstBytes;
        var play = await device.PlayAsync(new PlayRequest { Format = format, Pcm = pcm, Paced = mode == TimeMode.Simulated });
        await recording.WaitForFramesAsync(recording.Frames + rateHz / 2);
        var recorded = await recording.StopAsync();

        var trouble = simulator.Health.ToString();
        var at = recorded.Pcm.Span.IndexOf(pcm);
        at.Should().BeGreaterThan(0, "the played bytes are in the recording ({0}; late by {1})", trouble, play.MaxSendLateness);
        (at % format.BytesPerFrame).Should().Be(0);
        var clock = recorded.Arrivals.Min(a => a.At - format.DurationOf(a.Frames));
        var firstSound = clock + format.DurationOf(at / format.BytesPerFrame + 1) - play.HandOvers[0].At;
        var length = play.AnsweredAt - play.HandOvers[0].At;
        length.TotalSeconds.Should().BeGreaterThanOrEqualTo(1, "it answers after the last frame ({0})", trouble);
        firstSound.TotalMilliseconds.Should().BeGreaterThanOrEqualTo(40, "the path takes 40 ms ({0})", trouble);
        if (mode == TimeMode.RealTime)
            return; // A busy machine is late by any amount: the upper bounds hold in the device's own time.
        firstSound.TotalMilliseconds.Should().BeLessThanOrEqualTo(60, "the path takes 40 ms ({0})", trouble);
        length.TotalSeconds.Should().BeLessThanOrEqualTo(1.1, "it answers after the last frame ({0})", trouble);
    }

    [Test]
    public async Task a_cancelled_play_does_not_stop_simulated_time()
    {
        var format = new PcmFormat(48000, 16, 2);
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { TimeMode = TimeMode.Simulated });
        var options = new DeviceOptions { Endpoint = simulator.Endpoint, Time = simulator.Time, Gate = new Gate(simulator) };
        await using var device = await SoundDevice.ConnectAsync(options);
        await using var recording = device.StartRecording(new RecordRequest { Format = format });
        using var cancel = new CancellationTokenSource();

        var play = device.PlayAsync(new PlayRequest { Format = format, Pcm = new byte[60 * 192000] }, cancel.Token);
        await recording.WaitForFramesAsync(24000);
        await cancel.CancelAsync();

        await play.Invoking(p => p).Should().ThrowAsync<OperationCanceledException>();
        await recording.WaitForFramesAsync(recording.Frames + 48000).WaitAsync(TimeSpan.FromSeconds(30));
        simulator.Health.Stalls.Should().BeLessThanOrEqualTo(1, "{0}", simulator.Health);
    }

    [Test]
    public async Task recordings_stopped_or_given_up_at_any_moment_owe_simulated_time_nothing([Values] bool stopped)
    {
        var format = new PcmFormat(48000, 16, 2);
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { TimeMode = TimeMode.Simulated });
        var options = new DeviceOptions { Endpoint = simulator.Endpoint, Time = simulator.Time, Gate = new Gate(simulator) };
        await using var device = await SoundDevice.ConnectAsync(options);
        var random = new Random(23);

        for (var i = 0; i < 100; i++)
        {
            await using var recording = await WhenFreeAsync(device, format);
            await recording.WaitForFramesAsync(random.Next(1, 20_000));
            if (stopped)
                await recording.StopAsync();
        }

        simulator.Health.Stalls.Should().Be(0, "seed 23, {0}", simulator.Health);
    }

    /// <summary>A recording that has begun: the device learns a moment later that the one before was given up.</summary>
    private static async Task<Recording> WhenFreeAsync(SoundDevice device, PcmFormat format)
    {
        while (true)
        {
            var recording = device.StartRecording(new RecordRequest { Format = format });
            try
            {
                await recording.FirstBytes;
                return recording;
            }
            catch (SoundDeviceException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                await recording.DisposeAsync();
            }
        }
    }

    private sealed class Gate(SimulatedDevice simulator) : IClientTimeGate
    {
        public void PlayMessageLeaving() => simulator.PlayMessageLeaving();

        public void PlayEnded() => simulator.PlayEnded();

        public void RecordMessageStamped(long bytes) => simulator.RecordMessageStamped(bytes);

        public void RecordEnded() => simulator.RecordEnded();
    }
}
