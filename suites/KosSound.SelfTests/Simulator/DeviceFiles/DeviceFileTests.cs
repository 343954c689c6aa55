using FluentAssertions;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.DeviceFiles;

[Parallelizable(ParallelScope.All)]
public sealed class DeviceFileTests
{
    [Test]
    public void The_reference_device_claims_twelve_formats_on_both_sides_and_40_ms()
    {
        var device = DeviceFile.Reference;

        device.Name.Should().Be("reference");
        foreach (var side in new[] { device.Playback, device.Recording })
        {
            side.Available.Should().BeTrue();
            side.RatesHz.Should().Equal(16_000, 44_100, 48_000);
            side.BitDepths.Should().Equal(16, 24);
            side.Channels.Should().Equal(1, 2);
            side.Formats.Should().HaveCount(12).And.OnlyHaveUniqueItems();
        }
        device.PathLatency.TotalMilliseconds.Should().Be(40, "the unit is ms");
    }

    [Test]
    public void Every_value_of_a_file_arrives_in_the_description()
    {
        var device = DeviceFile.Parse("""
            name: bench
            playback: { sample_rates_hz: [192000], bit_depths: [32], channels: [8] }
            recording: { available: false }
            path_latency_ms: 2.5
            period_ms: 5
            playback_buffer_ms: 200
            start_threshold_ms: 0
            recording_buffer_ms: 1500
            """, "bench.yaml");

        device.Should().BeEquivalentTo(new DeviceDescription
        {
            Name = "bench",
            Playback = new SideDescription { RatesHz = [192_000], BitDepths = [32], Channels = [8] },
            Recording = SideDescription.None,
            PathLatency = TimeSpan.FromMilliseconds(2.5),
            Period = TimeSpan.FromMilliseconds(5),
            PlaybackBuffer = TimeSpan.FromMilliseconds(200),
            StartThreshold = TimeSpan.Zero,
            RecordingBuffer = TimeSpan.FromMilliseconds(1_500),
        });
    }

    [Test]
    public void All_errors_of_a_file_are_told_at_once_with_line_and_what_is_allowed()
    {
        var load = () => DeviceFile.Parse("""
            playback:
              sample_rates_hz: [0, 48000, 48000, many]
              bit_depths: [16, 12]
              channels: []
              volume: 11
            recording:
              available: perhaps
              sample_rates_hz: 48000
              bit_depths: [16]
              channels: [1]
            path_latency_ms: -3
            latency: 40
            """, "bad.yaml");

        var errors = load.Should().Throw<DeviceFileException>().Which.Errors.Select(error => error.ToString());

        errors.Should().BeEquivalentTo(
            "bad.yaml:2: playback.sample_rates_hz: '0' is not allowed; whole numbers from 4000 to 768000 Hz",
            "bad.yaml:2: playback.sample_rates_hz: 48000 is listed twice",
            "bad.yaml:2: playback.sample_rates_hz: 'many' is not allowed; whole numbers from 4000 to 768000 Hz",
            "bad.yaml:3: playback.bit_depths: '12' is not allowed; 8, 16, 24 and 32 bit",
            "bad.yaml:4: playback.channels: a list of whole numbers from 1 to 64 is expected, with at least one entry",
            "bad.yaml:5: playback.volume: unknown key; known are available, sample_rates_hz, bit_depths, channels",
            "bad.yaml:7: recording.available: 'perhaps' is not allowed; true or false",
            "bad.yaml:8: recording.sample_rates_hz: a list of whole numbers from 4000 to 768000 Hz is expected, with at least one entry",
            "bad.yaml:11: path_latency_ms: '-3' is not allowed; a number from 0 to 10000 ms",
            "bad.yaml:12: latency: unknown key; known are extends, period_ms, playback_buffer_ms, wire, name, playback, recording, loopback, path_latency_ms, path, cold_start_ms, recording_start_ms, recording_burst_ms, misbehaviours, start_threshold_ms, recording_buffer_ms, faults");
    }

    [TestCase("playback: [unclosed", "bad.yaml:*not YAML*")]
    [TestCase("", "bad.yaml: one YAML mapping is expected*")]
    [TestCase("- a\n- b", "bad.yaml: one YAML mapping is expected*")]
    [TestCase("name: a\nname: b", "bad.yaml:*uplicate*")]
    [TestCase("name: mute", "bad.yaml*playback: is missing*recording: is missing*")]
    [TestCase("playback: { available: false, channels: [1] }\nrecording: { available: false }", "bad.yaml:1: playback.channels: a side that is not available has no formats")]
    public void A_text_that_is_no_device_file_is_refused(string text, string message)
    {
        var load = () => DeviceFile.Parse(text, "bad.yaml");

        load.Should().Throw<DeviceFileException>().WithMessage(message);
    }

    [Test]
    public void A_text_nested_too_deep_is_refused_with_its_line_instead_of_ending_the_process()
    {
        var text = $"extends: reference\nname: {new string('[', 200_000)}";

        var load = () => DeviceFile.Parse(text, "bad.yaml");

        load.Should().Throw<DeviceFileException>().WithMessage("bad.yaml:2: not YAML: lists and groups are nested more than 32 levels deep");
    }

    [Test]
    public void A_file_that_is_too_large_is_refused_whether_it_is_named_or_extended()
    {
        var folder = Directory.CreateTempSubdirectory("kos-sound-device-");
        try
        {
            var (large, extending) = (Path.Combine(folder.FullName, "large.yaml"), Path.Combine(folder.FullName, "extending.yaml"));
            File.WriteAllText(large, $"extends: reference\nname: {new string('x', 1 << 20)}");
            File.WriteAllText(extending, "extends: large.yaml");

            var load = () => DeviceFile.Load(large);
            var extend = () => DeviceFile.Load(extending);

            load.Should().Throw<DeviceFileException>().WithMessage($"{large}: cannot be read: it has more than 1048576 characters");
            extend.Should().Throw<DeviceFileException>().WithMessage($"{extending}:1: extends: {large} cannot be read: it has more than 1048576 characters");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void A_missing_file_is_refused_in_one_line()
    {
        var load = () => DeviceFile.Load("no-such-device.yaml");

        load.Should().Throw<DeviceFileException>().WithMessage("no-such-device.yaml: cannot be read:*")
            .Which.Message.Should().NotContain("\n");
    }

    [Test]
    public void A_shipped_device_is_found_by_its_name()
    {
        DeviceFile.ShippedNames.Should().Contain("reference");
        DeviceFile.Load("reference").Name.Should().Be("reference");
    }
}
