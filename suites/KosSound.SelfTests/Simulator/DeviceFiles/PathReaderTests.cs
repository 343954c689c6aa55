using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.DeviceFiles;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class PathReaderTests
{
    private const string Formats = """
        playback: {sample_rates_hz: [48000], bit_depths: [16], channels: [2]}
        recording: {sample_rates_hz: [48000], bit_depths: [16], channels: [2]}

        """;

    [Test]
    public void Stages_and_faults_are_read_in_their_order()
    {
        var device = DeviceFile.Parse(Formats + """
            path_latency_ms: 25
            path:
              playback:
                - low-pass: {frequency_hz: 6000, order: 2}
                - silence
              recording:
                - zero-fill: {length_frames: 12, at_ms: [100, 250]}
              recording_clock_ppm: 12.5
            faults: [zero-fill=2ms]
            """, "device.yaml");

        device.PathLatency.Should().Be(TimeSpan.FromMilliseconds(25));
        device.Path.RecordingClockPpm.Should().Be(12.5);
        device.Path.PlaybackStages.Should().Equal(
            new ButterworthPassSettings { FrequencyHz = 6_000, Order = 2 },
            new SilenceSettings(),
            new ZeroFillSettings { Length = Extent.Milliseconds(2) });
        device.Path.RecordingStages.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new ZeroFillSettings { Length = Extent.Frames(12), When = new Schedule { At = [Extent.Milliseconds(100), Extent.Milliseconds(250)] } });
    }

    [Test]
    public void Timing_bytes_and_delivery_are_read()
    {
        var device = DeviceFile.Parse(Formats + """
            cold_start_ms: 600
            recording_start_ms: 300
            recording_burst_ms: 100
            path:
              start_jitter_ms: 10
              start_growth_ms: 2
              playback_runs_at_hz: {44100: 48000}
            wire:
              recording: {byte_order: big, sign: unsigned, container: high_of_4, slip_bytes: 1, at_ms: 700}
            """, "device.yaml");

        (device.ColdStart.TotalMilliseconds, device.RecordingStart.TotalMilliseconds, device.RecordingBurst.TotalMilliseconds).Should().Be((600, 300, 100));
        (device.Path.StartJitter.TotalMilliseconds, device.Path.StartGrowth.TotalMilliseconds).Should().Be((10, 2));
        device.Path.TruePlaybackRateHz(44_100).Should().Be(48_000);
        device.Path.TruePlaybackRateHz(48_000).Should().Be(48_000);
        device.PlaybackWire.Should().Be(new WireSettings());
        device.RecordingWire.Encoding.Should().Be(new SampleEncoding { IsBigEndian = true, IsUnsigned = true, Container = SampleContainer.HighOfFour });
        device.RecordingWire.SlipBytes.Should().Be(1);
        device.RecordingWire.SlipWhen.At.Should().Equal(Extent.Milliseconds(700));
    }

    [Test]
    public void Wrong_bytes_and_rates_are_told_with_their_lines()
    {
        var parse = () => DeviceFile.Parse(Formats + """
            wire:
              playback: {byte_order: middle}
              speaker: {}
            path:
              playback_runs_at_hz: {44100: 1, fast: 48000}
            """, "device.yaml");

        parse.Should().Throw<DeviceFileException>().Which.Errors.Select(error => error.ToString()).Should().SatisfyRespectively(
            line => line.Should().Contain("device.yaml:4: wire.playback.byte_order: 'middle' is not allowed; one of little, big"),
            line => line.Should().Contain("device.yaml:5: wire.speaker: unknown key"),
            line => line.Should().Contain("device.yaml:7: path.playback_runs_at_hz.44100: '1' is not allowed; a number from 4000 to 768000 Hz"),
            line => line.Should().Contain("device.yaml:7: path.playback_runs_at_hz.fast: unknown key"));
    }

    [Test]
    public void Everything_wrong_is_told_at_once_with_its_line()
    {
        var parse = () => DeviceFile.Parse(Formats + """
            path:
              playback:
                - low-pass: {order: 2.5}
                - low-pas: {frequency_hz: 6000}
                - silence: {level: 3}
                - zero-fill: {length_ms: 1, length_frames: 3}
                - [1, 2]
              recording: loud
              playback_clock_ppm: fast
              wow: 1
            faults: [zero-fill=2ms, zero-fill=2lightyears, 7]
            """, "device.yaml");

        var lines = parse.Should().Throw<DeviceFileException>().Which.Errors.Select(error => error.ToString());
        lines.Should().SatisfyRespectively(
            line => line.Should().Contain("device.yaml:5:").And.Contain("frequency_hz: is missing; a number from 1 to 384000 Hz"),
            line => line.Should().Contain("device.yaml:5:").And.Contain("order: '2.5' is not allowed; a whole number from 1 to 16"),
            line => line.Should().Contain("device.yaml:6:").And.Contain("no stage is called 'low-pas'; there are silence, gain"),
            line => line.Should().Contain("device.yaml:7:").And.Contain("level: unknown key"),
            line => line.Should().Contain("device.yaml:8:").And.Contain("one of length_ms, length_frames is enough"),
            line => line.Should().Contain("device.yaml:9:").And.Contain("one name is expected"),
            line => line.Should().Contain("device.yaml:10:").And.Contain("a list is expected"),
            line => line.Should().Contain("device.yaml:11:").And.Contain("a number from -10000 to 10000 ppm"),
            line => line.Should().Contain("device.yaml:12:").And.Contain("wow: unknown key"),
            line => line.Should().Contain("device.yaml:13:").And.Contain("lightyears"),
            line => line.Should().Contain("device.yaml:13:").And.Contain("no fault is called '7'"));
    }
}
