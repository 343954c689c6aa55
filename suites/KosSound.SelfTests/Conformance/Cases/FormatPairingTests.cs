using FluentAssertions;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Cases;

public sealed class FormatPairingTests
{
    [Test]
    public void Symmetric_devices_pair_every_format_with_itself()
    {
        PcmFormat[] formats = [new(16_000, 16, 1), new(48_000, 16, 2), new(48_000, 24, 2)];

        FormatPairing.Pair(formats, formats).Should().Equal(formats.Select(f => new FormatRecord(f, f)));
    }

    [Test]
    public void Asymmetric_devices_exercise_every_format_of_both_sides()
    {
        PcmFormat[] playback = [new(44_100, 16, 2), new(48_000, 16, 2)];
        PcmFormat[] recording = [new(16_000, 16, 1), new(8_000, 16, 1)];

        var pairs = FormatPairing.Pair(playback, recording);

        pairs.Select(p => p.Playback).Should().Contain(playback);
        pairs.Select(p => p.Recording).Should().Contain(recording);
        pairs.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void A_playback_format_is_heard_through_the_recording_format_that_keeps_most_of_it()
    {
        PcmFormat[] recording = [new(16_000, 16, 1), new(96_000, 16, 1), new(48_000, 16, 1), new(48_000, 24, 2)];

        var pair = FormatPairing.Pair([new(44_100, 16, 2)], recording)[0];

        pair.Recording.Should().Be(new PcmFormat(48_000, 24, 2), "48 000 Hz is the nearest rate that holds 44 100 Hz, and two channels hold both");
    }

    [Test]
    public void The_id_of_a_mixed_pair_names_both_sides() =>
        new FormatRecord(new(44_100, 16, 2), new(16_000, 16, 1)).Id.Should().Be("44100Hz-16bit-2ch~16000Hz-16bit-1ch");

    [Test]
    public void A_missing_side_gives_no_pairs() => FormatPairing.Pair([new(44_100, 16, 2)], []).Should().BeEmpty();
}
