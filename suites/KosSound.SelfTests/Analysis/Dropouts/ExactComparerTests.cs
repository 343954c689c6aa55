using FluentAssertions;
using KosSound.Analysis.Dropouts;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Dropouts;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ExactComparerTests
{
    private const int Seed = 77_001;
    private const int Trials = 60;
    private const string StereoId = "16000Hz-16bit-2ch";
    private const int RateHz = 16_000;

    private static readonly Stimulus Stereo = Render(StereoId);
    private static readonly int[][] Played = Planes(Stereo);

    [TestCase("8000Hz-8bit-1ch")]
    [TestCase("44100Hz-16bit-2ch")]
    [TestCase("48000Hz-24bit-2ch")]
    [TestCase("96000Hz-32bit-8ch")]
    public void A_clean_capture_is_exact_at_any_delay(string id)
    {
        var stimulus = Render(id);
        foreach (var (before, after) in new[] { (0, 0), (1, 7), (12_345, 4_321) })
        {
            var comparison = Compare(stimulus, FrameFaults.Padded(Planes(stimulus), before, after));
            comparison.Exact.Should().BeTrue();
            comparison.Comparable.Should().BeTrue();
            comparison.DelayFrames.Should().Be(before, "delay in frames");
            comparison.Events.Should().BeEmpty();
            comparison.MatchedShare.Should().Be(1);
        }
    }

    [Test]
    public void A_thousand_clean_captures_give_no_false_alarm()
    {
        var random = new Random(Seed);
        var restart = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(16_000, 16, 1), LoopbackKind.Digital));
        var planes = Planes(restart);
        for (var trial = 0; trial < 1_000; trial++)
            Compare(restart, FrameFaults.Padded(planes, random.Next(9_000), random.Next(9_000))).Exact.Should().BeTrue("trial {0}, seed {1}", trial, Seed);
    }

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

    [TestCase(1)]
    [TestCase(480)]
    public void A_lost_first_chunk_of_sound_is_named(int frames)
    {
        // A stimulus that sounds from its first frame on, as the clauses about first messages play it.
        var stimulus = WithoutSilence("48000Hz-16bit-2ch");
        foreach (var silenced in new[] { true, false })
        {
            var faulty = silenced ? FrameFaults.Silence(Planes(stimulus), 0, frames) : FrameFaults.LoseStart(Planes(stimulus), frames);
            var comparison = Compare(stimulus, FrameFaults.Padded(faulty, 2_000, 2_000));
            var found = comparison.Events.Should().ContainSingle("silenced {0}", silenced).Subject;
            found.Kind.Should().Be(DropoutKind.LostStart);
            found.Frames.Should().Be(frames, "frames lost");
            found.Channel.Should().BeNull();
            comparison.Exact.Should().BeFalse();
        }
    }

    [TestCase(1)]
    [TestCase(480)]
    public void A_lost_last_chunk_of_sound_is_named(int frames)
    {
        var stimulus = WithoutSilence("48000Hz-16bit-2ch");
        foreach (var truncated in new[] { true, false })
        {
            var faulty = FrameFaults.LoseEnd(Planes(stimulus), frames);
            var capture = truncated ? [.. FrameFaults.Padded(faulty, 2_000, 0).Select(p => p[..^frames])] : FrameFaults.Padded(faulty, 2_000, 2_000);
            var found = Compare(stimulus, capture).Events.Should().ContainSingle("truncated {0}", truncated).Subject;
            found.Kind.Should().Be(DropoutKind.LostEnd);
            found.Frames.Should().Be(frames, "frames lost");
        }
    }

    [Test]
    public void Swapped_and_inverted_channels_are_recognised_and_still_compared()
    {
        var swapped = Compare(Stereo, FrameFaults.Skip([Played[1], Played[0]], 33_000, 3));
        swapped.Sources.Should().Equal(1, 0);
        swapped.Exact.Should().BeFalse();
        swapped.Events.Should().ContainSingle().Which.Kind.Should().Be(DropoutKind.Skip);

        var inverted = Compare(Stereo, [Played[0], Array.ConvertAll(Played[1], code => -code)]);
        inverted.Inverted.Should().Equal(false, true);
        inverted.Sources.Should().Equal(0, 1);
        inverted.Exact.Should().BeFalse();
        inverted.Events.Should().BeEmpty();
    }

    [Test]
    public void A_skew_between_channels_is_not_exact() =>
        Compare(Stereo, [[.. Played[0], 0], [0, .. Played[1]]]).Exact.Should().BeFalse();

    [Test]
    public void What_is_not_the_stimulus_is_not_comparable_and_quick_to_refuse()
    {
        var random = new Random(Seed);
        int[][] noise = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 57_000).Select(_ => random.Next(-9_000, 9_000)).ToArray())];
        int[][] louder = [.. Played.Select(p => Array.ConvertAll(p, code => (int)Math.Round(code * 1.1)))];
        int[][] noisy = [.. Played.Select(p => Array.ConvertAll(p, code => code + random.Next(-20, 21)))];
        int[][] silence = [.. Played.Select(p => new int[p.Length])];
        foreach (var (name, capture) in new[] { ("noise", noise), ("gain", louder), ("added noise", noisy), ("silence", silence), ("nothing", [[], []]) })
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var comparison = Compare(Stereo, capture);
            comparison.Comparable.Should().BeFalse("{0} is not the stimulus", name);
            comparison.Exact.Should().BeFalse(name);
            comparison.Events.Should().BeEmpty(name);
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "{0} is given up early", name);
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

    private static ExactComparison Compare(Stimulus stimulus, int[][] planes)
    {
        var format = stimulus.Plan.Format;
        var signal = new Signal(format.RateHz, [.. planes.Select(p => Array.ConvertAll(p, code => code / format.FullScale))]);
        return ExactComparer.Compare(stimulus, PcmCodec.Encode(signal, format));
    }

    private static Segment Segment(string name) => Stereo.Plan.Segments.Single(s => s.Name == name);

    private static Stimulus Render(string id)
    {
        PcmFormat.TryParse(id, out var format).Should().BeTrue();
        return StimulusRenderer.Render(StimulusPlanner.Composite(format, LoopbackKind.Digital));
    }

    private static Stimulus WithoutSilence(string id)
    {
        var whole = Render(id);
        var (first, last) = (whole.Plan.Segments.Single(s => s.Name == "payload").StartFrame + 300, whole.Plan.Segments.Single(s => s.Name == "payload").EndFrame - 300);
        var bytes = whole.Plan.Format.BytesPerFrame;
        var pcm = whole.Pcm[(first * bytes)..(last * bytes)];
        return new Stimulus(whole.Plan, PcmCodec.Decode(pcm.Span, whole.Plan.Format), pcm);
    }

    private static int[][] Planes(Stimulus stimulus)
    {
        var planes = new int[stimulus.Plan.Format.Channels][];
        for (var channel = 0; channel < planes.Length; channel++)
        {
            planes[channel] = new int[stimulus.Signal.Frames];
            PcmCodec.DecodeCodes(stimulus.Pcm.Span, stimulus.Plan.Format, channel, planes[channel]);
        }
        return planes;
    }
}
