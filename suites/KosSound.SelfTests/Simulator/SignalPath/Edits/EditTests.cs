using FluentAssertions;
using KosSound.SelfTests.Simulator.SignalPath.Stages;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Edits;
using KosSound.Simulator.SignalPath.Events;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Edits;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class EditTests
{
    private static readonly Extent Three = Extent.Frames(3);
    private static readonly Schedule AtTen = new() { At = [Extent.Frames(10)] };

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return new TestCaseData(new SkipSettings { Length = Three, When = AtTen }, Frames(0, 10, 13, 20)) { TestName = "Skipping_leaves_frames_out" };
        yield return new TestCaseData(new InsertSettings { Length = Three, When = AtTen }, (int[])[.. Frames(0, 10), -1, -1, -1, .. Frames(10, 20)]) { TestName = "Inserting_puts_silence_in" };
        yield return new TestCaseData(new RepeatSettings { Length = Three, When = AtTen }, Frames(0, 10, 7, 20)) { TestName = "Repeating_plays_the_last_frames_once_more" };
        yield return new TestCaseData(new ReorderSettings { Length = Three, When = AtTen }, Frames(0, 10, 13, 16, 10, 13, 16, 20)) { TestName = "Reordering_swaps_two_chunks" };
        yield return new TestCaseData(new LossSettings { Length = Three, IsAtEnd = false }, Frames(3, 20)) { TestName = "The_first_frames_can_be_lost" };
        yield return new TestCaseData(new LossSettings { Length = Three, IsAtEnd = true }, Frames(0, 17)) { TestName = "The_last_frames_can_be_lost" };
        yield return new TestCaseData(new SkipSettings { Length = Extent.Frames(1), When = new Schedule { Every = Extent.Frames(6) } }, Frames(0, 3, 4, 9, 10, 15, 16, 20)) { TestName = "Skipping_can_be_periodic" };
        yield return new TestCaseData(new ReorderSettings { Length = Three, When = new Schedule { At = [Extent.Frames(18)] } }, Frames(0, 20)) { TestName = "A_chunk_without_a_successor_is_played_at_the_end" };
        yield return new TestCaseData(new RepeatSettings { Length = Extent.Frames(30), When = AtTen }, Frames(0, 10, 0, 20)) { TestName = "Repeating_more_than_there_was_repeats_all" };
    }

    [TestCaseSource(nameof(Cases))]
    public void An_edit_gives_exactly_the_frames_expected(StageSettings edit, int[] expected)
    {
        var sound = Probe.Noise(20, 2);

        foreach (var size in (int[])[20, 7, 1])
        {
            var chain = new StageChain([edit], Probe.Context(channels: 2));
            var output = new FrameBuffer();
            for (var at = 0; at < 20; at += size)
                chain.Process(sound.AsSpan(at * 2, Math.Min(size, 20 - at) * 2), output);
            chain.End(output);

            output.Samples.ToArray().Should().Equal(
                expected.SelectMany(frame => frame < 0 ? [0.0, 0.0] : sound[(frame * 2)..((frame * 2) + 2)]), "blocks of {0} frames", size);
        }
    }

    [Test]
    public void The_first_frames_lost_can_be_those_that_sound()
    {
        var sound = Probe.Noise(20, 2);
        sound.AsSpan(0, 11).Clear();
        foreach (var size in (int[])[20, 7, 1])
        {
            var chain = new StageChain([new LossSettings { Length = Three, IsAtEnd = false, PassesSilence = true }], Probe.Context(channels: 2));
            var output = new FrameBuffer();
            for (var at = 0; at < 20; at += size)
                chain.Process(sound.AsSpan(at * 2, Math.Min(size, 20 - at) * 2), output);

            // Frame 5 is the first that sounds, in its second channel alone.
            output.Samples.ToArray().Should().Equal([.. sound[..10], .. sound[16..]], "blocks of {0} frames", size);
        }
    }

    [Test]
    public void A_skipping_play_asks_for_more_and_the_rest_is_heard_earlier()
    {
        const int rate = 48_000;
        var played = Probe.Noise(rate);
        var path = new LoopbackPath(new PathSettings
        {
            // A hundred times the path's latency in all: only a sender that is asked for more can keep up.
            PlaybackStages = [new SkipSettings { Length = Extent.Milliseconds(100), When = new Schedule { Every = Extent.Milliseconds(200) } }],
        }, Probe.Seed);

        var recorded = PathRenderer.Render(path, new StreamGrid(rate, 16, 1), played, new StreamGrid(rate, 16, 1), rate);

        var expected = Enumerable.Range(0, rate).Where(i => (i + 4_800) % 9_600 >= 4_800 || i < 4_800).Select(i => played[i]).ToArray();
        recorded.Skip(1_920).Take(expected.Length).Should().Equal(expected);
        recorded.Skip(1_920 + expected.Length).Should().OnlyContain(x => x == 0, "silence after the last frame");
        path.FramesReadTooEarly.Should().Be(0, "frames the recording wanted before they were played");
    }

    [Test]
    public void A_recording_that_loses_frames_is_short_of_them_at_any_moment()
    {
        const int rate = 48_000;
        var path = new LoopbackPath(new PathSettings
        {
            RecordingStages = [new SkipSettings { Length = Extent.Frames(480), When = new Schedule { At = [Extent.Milliseconds(100)] } }],
        }, Probe.Seed);
        var tap = path.BeginRecording(rate, 16, 1, 0);

        tap.FramesReady(4_700).Should().Be(4_700, "frames ready before the loss");
        tap.FramesReady(9_600).Should().Be(9_600 - 480, "frames ready after the loss");
    }

    private static int[] Frames(params int[] bounds) =>
        [.. bounds.Chunk(2).SelectMany(pair => Enumerable.Range(pair[0], pair[1] - pair[0]))];
}
