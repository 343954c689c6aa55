using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;
using static KosSound.SelfTests.Analysis.Dropouts.ExactComparisons;

namespace KosSound.SelfTests.Analysis.Dropouts;

/// <summary>What the exact comparison says of whole captures: clean, cut off, of other channels, of something else.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ExactComparerTests
{
    private const int Seed = 77_001;

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

    private static Stimulus WithoutSilence(string id)
    {
        var whole = Render(id);
        var (first, last) = (whole.Plan.Segments.Single(s => s.Name == "payload").StartFrame + 300, whole.Plan.Segments.Single(s => s.Name == "payload").EndFrame - 300);
        var bytes = whole.Plan.Format.BytesPerFrame;
        var pcm = whole.Pcm[(first * bytes)..(last * bytes)];
        return new Stimulus(whole.Plan, PcmCodec.Decode(pcm.Span, whole.Plan.Format), pcm);
    }
}
