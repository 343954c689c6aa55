using FluentAssertions;
using KosSound.Analysis.Metrics;
using NUnit.Framework;
using static KosSound.SelfTests.Analysis.Dropouts.ExactComparisons;

namespace KosSound.SelfTests.Analysis.Dropouts;

/// <summary>What the exact comparison makes of faults inside the stimulus, each at many places.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ExactComparerFaultTests
{
    private const int Seed = 77_001;
    private const int Trials = 60;

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(480)]
    [TestCase(1_600)]
    public void Skips_are_found_exactly(int frames) => EveryTrial(frames, frames, (planes, at) => FrameFaults.Skip(planes, at, frames),
        (events, at, because) => Single(events, at, because, frames, null, DropoutKind.Skip));

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(480)]
    [TestCase(1_600)]
    public void Late_repeats_are_found_exactly(int frames) => EveryTrial(frames, 0, (planes, at) => FrameFaults.RepeatLate(planes, at, frames),
        (events, at, because) => Single(events, at, because, frames, null, DropoutKind.Repeat));

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(480)]
    public void Inserted_silence_is_found_exactly(int frames) => EveryTrial(0, 0, (planes, at) => FrameFaults.InsertSilence(planes, at, frames),
        (events, at, because) => Single(events, at, because, frames, null, DropoutKind.Insert));

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(480)]
    public void Silenced_frames_are_found(int frames) => EveryTrial(0, frames, (planes, at) => FrameFaults.Silence(planes, at, frames),
        (events, at, because) => Within(events, at, because, frames, DropoutKind.ZeroFill, DropoutKind.LostStart, DropoutKind.LostEnd));

    [TestCase(8)]
    [TestCase(480)]
    public void Repeats_in_place_are_found(int frames) => EveryTrial(frames, frames, (planes, at) => FrameFaults.RepeatInPlace(planes, at, frames),
        (events, at, because) =>
        {
            if (frames > 8 && Played.Any(p => p.AsSpan(at - frames, 2 * frames).IndexOf(new int[8]) < 0 && p.AsSpan(at, frames).IndexOfAnyExceptInRange(-200, 200) >= 0))
                events.Should().Contain(e => e.Kind == DropoutKind.Repeat, because);
            Within(events, at, because, frames, Enum.GetValues<DropoutKind>());
        });

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(240)]
    public void Chunks_that_changed_places_are_found(int frames) => EveryTrial(0, 2 * frames, (planes, at) => FrameFaults.Swap(planes, at, frames),
        (events, at, because) =>
        {
            // Where one of the chunks is silent for a while, no instrument can tell what was exchanged.
            if (Played.Any(p => p.AsSpan(at, 2 * frames).IndexOf(new int[Math.Min(8, frames)]) < 0))
                events.Should().Contain(e => e.Kind == DropoutKind.Reorder, because);
            Within(events, at, because, 2 * frames, Enum.GetValues<DropoutKind>());
        });

    [Test]
    public void One_step_in_one_sample_is_found_with_its_channel()
    {
        var random = new Random(Seed);
        for (var trial = 0; trial < Trials; trial++)
        {
            var (at, channel) = (random.Next(Played[0].Length), random.Next(2));
            var faulty = FrameFaults.Add(Played, at, trial % 2 == 0 ? 1 : -1, channel);
            var comparison = Compare(Stereo, FrameFaults.Padded(faulty, 1_000, 1_000));
            comparison.Exact.Should().BeFalse("trial {0} at {1}, seed {2}", trial, at, Seed);
            var found = comparison.Events.Should().ContainSingle("trial {0} at {1}, seed {2}", trial, at, Seed).Subject;
            found.CaptureFrame.Should().Be(at + 1_000);
            found.Channel.Should().Be(channel);
            found.Frames.Should().Be(1);
        }
    }

    [Test]
    public void A_silenced_channel_is_not_blamed_on_the_other()
    {
        var payload = Segment("payload");
        var comparison = Compare(Stereo, FrameFaults.Silence(Played, payload.StartFrame + 1_000, 48, channel: 1));
        comparison.Events.Should().ContainSingle().Which.Should().Be(
            new DropoutEvent(DropoutKind.ZeroFill, (payload.StartFrame + 1_000) / (double)RateHz, 48, 1, payload.StartFrame + 1_000));
    }

    [Test]
    public void A_periodic_fault_gives_an_event_per_period()
    {
        var faulty = Played;
        var payload = Segment("payload");
        for (var at = payload.StartFrame + 480; at < payload.EndFrame - 480; at += 100)
            faulty = FrameFaults.Add(faulty, at, 3, null);
        var events = Compare(Stereo, faulty).Events;
        events.Should().HaveCount((payload.Frames - 960 + 99) / 100).And.OnlyContain(e => e.Kind == DropoutKind.Click && e.Frames == 1 && e.Channel == null);
    }

    [Test]
    public void Several_faults_in_one_capture_are_told_apart()
    {
        var random = new Random(Seed + 1);
        for (var trial = 0; trial < 100; trial++)
        {
            // From the back, so that earlier places keep their meaning.
            var places = Enumerable.Range(0, 5).Select(i => 8_600 + i * 8_300 + random.Next(3_300)).ToArray();
            var faulty = FrameFaults.Skip(Played, places[4], 5);
            faulty = FrameFaults.RepeatLate(faulty, places[3], 64);
            faulty = FrameFaults.Silence(faulty, places[2], 100);
            faulty = FrameFaults.InsertSilence(faulty, places[1], 33);
            faulty = FrameFaults.Skip(faulty, places[0], 1_024);

            var events = Compare(Stereo, FrameFaults.Padded(faulty, 500, 5_000)).Events;

            var shifts = events.Where(e => e.Kind is DropoutKind.Skip or DropoutKind.Insert or DropoutKind.Repeat).Sum(e => e.Kind == DropoutKind.Skip ? -e.Frames : e.Frames);
            shifts.Should().Be(-1_024 + 33 + 64 - 5, "sum of all changes of delay, trial {0}, places {1}", trial, string.Join(" ", places));
            events.Count.Should().BeInRange(2, 5, "events in trial {0}: {1}", trial, string.Join("; ", events));
        }
    }

    private static void EveryTrial(int marginBefore, int marginAfter, Func<int[][], int, int[][]> fault, Action<IReadOnlyList<DropoutEvent>, int, string> check)
    {
        var random = new Random(Seed);
        for (var trial = 0; trial < Trials; trial++)
        {
            var at = random.Next(Segment("marker-start").StartFrame + marginBefore, Segment("marker-end").EndFrame - marginAfter - 64);
            var faulty = fault(Played, at);
            var because = $"trial {trial} at frame {at}, seed {Seed}";
            if (faulty[0].SequenceEqual(Played[0]) && faulty[1].SequenceEqual(Played[1]))
                continue; // no effect: nothing to find
            var comparison = Compare(Stereo, FrameFaults.Padded(faulty, 1_234, 6_000));
            comparison.Exact.Should().BeFalse(because);
            comparison.DelayFrames.Should().Be(1_234, because);
            check(comparison.Events, at, because);
        }
    }

    /// <summary>Exactly one event of this kind and length, at the place or, in silence, before the next sound.</summary>
    private static void Single(IReadOnlyList<DropoutEvent> events, int at, string because, int frames, int? channel, DropoutKind kind)
    {
        var found = events.Should().ContainSingle(because).Subject;
        // Repeated silence is inserted silence.
        if (kind != DropoutKind.Repeat || found.Kind != DropoutKind.Insert || Played.Any(p => p.AsSpan(at - frames, frames).ContainsAnyExcept(0)))
            found.Kind.Should().Be(kind, because);
        found.Frames.Should().Be(frames, because);
        found.Channel.Should().Be(channel, because);
        ((long)Math.Round(found.AtSeconds * RateHz)).Should().BeInRange(at - frames - 3, NextSound(at) + 3, because);
    }

    private static void Within(IReadOnlyList<DropoutEvent> events, int at, string because, int frames, params DropoutKind[] kinds)
    {
        events.Should().NotBeEmpty(because);
        foreach (var found in events)
        {
            kinds.Should().Contain(found.Kind, because + ": " + string.Join("; ", events));
            ((long)Math.Round(found.AtSeconds * RateHz)).Should().BeInRange(at, at + frames - 1, because);
            found.Frames.Should().BeInRange(1, frames, because);
        }
    }

    private static int NextSound(int at)
    {
        while (at < Played[0].Length - 1 && Played.All(p => p[at] == p[at - 1]))
            at++;
        return at;
    }
}
