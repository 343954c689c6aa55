using System.Globalization;
using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using Measurement = KosSound.Analysis.Metrics.Measurement;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Dropouts;

/// <summary>
/// Lost, inserted and altered sound where samples cannot be compared: over a cable and through a room. A few seeds of each; the
/// rates of detection are the business of the measurement proof.
/// </summary>
public sealed class TrackingComparerTests
{
    private const int Seed = 52_000;
    private static readonly Stimulus Cable = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Electrical));
    private static readonly Stimulus Room = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Acoustic));

    [TestCase(LoopbackKind.Electrical)]
    [TestCase(LoopbackKind.Acoustic)]
    public void A_clean_loop_has_no_dropouts(LoopbackKind kind)
    {
        for (var seed = Seed; seed < Seed + 4; seed++)
        {
            var measurement = Measure(kind, seed, null);
            measurement.Events.Should().BeEmpty($"seed {seed}");
            AnalyzerTests.Value(measurement, "dropouts.count", null).Should().Be(0, $"events, seed {seed}");
        }
    }

    [TestCase(LoopbackKind.Electrical, "skip=1 frames", DropoutKind.Skip, 1)]
    [TestCase(LoopbackKind.Electrical, "insert=1 frames", DropoutKind.Insert, 1)]
    [TestCase(LoopbackKind.Acoustic, "skip=1 frames", DropoutKind.Skip, 1)]
    [TestCase(LoopbackKind.Acoustic, "insert=1 frames", DropoutKind.Insert, 1)]
    public void A_change_of_delay_is_one_event_with_its_size(LoopbackKind kind, string fault, DropoutKind expected, int frames)
    {
        // Between and inside the parts of the stimulus, tones apart: there one frame is as good as a whole period and one.
        foreach (var name in new[] { SegmentNames.Gap(1), SegmentNames.Sweep(1, 0), SegmentNames.Multitone, SegmentNames.Sweep(2, 0), SegmentNames.Staircase })
        {
            var plan = Stimulus(kind).Plan;
            var segment = plan.Segments.Single(s => s.Name == name);
            var at = segment.StartFrame + segment.Frames / 2;
            var events = Measure(kind, Seed, Fault(fault, at, plan.Format)).Events;
            var found = events.Should().ContainSingle($"{fault} in {name}: {string.Join("; ", events)}").Subject;
            // One inserted frame is too short to tell its content through a room.
            found.Kind.Should().Match(k => k == expected || (expected == DropoutKind.Insert && k == DropoutKind.Repeat), $"{fault} in {name}");
            found.Frames.Should().Be(frames, $"frames of {fault} in {name}");
        }
    }

    [TestCase(LoopbackKind.Electrical, "zero-fill=4 frames", 2)]
    [TestCase(LoopbackKind.Electrical, "zero-fill=30 ms", 10)]
    [TestCase(LoopbackKind.Electrical, "click=0.01 FS", 2)]
    [TestCase(LoopbackKind.Electrical, "reorder=5 ms", 2)]
    [TestCase(LoopbackKind.Acoustic, "zero-fill=30 ms", 10)]
    [TestCase(LoopbackKind.Acoustic, "click=0.5 FS", 2)]
    public void Altered_sound_is_found_at_its_place(LoopbackKind kind, string fault, double withinMs)
    {
        // A silence that lasts is found by blocks of 5 ms, two of them at least.
        foreach (var name in new[] { SegmentNames.Sweep(1, 0), SegmentNames.Multitone, SegmentNames.Sweep(2, 0) })
        {
            var plan = Stimulus(kind).Plan;
            var segment = plan.Segments.Single(s => s.Name == name);
            var at = segment.StartFrame + (int)(0.55 * segment.Frames);
            var events = Measure(kind, Seed + 1, Fault(fault, at, plan.Format)).Events;
            events.Should().Contain(e => Math.Abs(e.AtSeconds - at / 48_000.0) < 1e-3 * withinMs, $"{fault} at {at / 48_000.0:F4} s in {name}: {string.Join("; ", events)}");
        }
    }

    // Found from 1.5 ms on over a cable and from 8 ms on in a room: before, the marker fades in.
    [TestCase(LoopbackKind.Electrical, 0.0025)]
    [TestCase(LoopbackKind.Electrical, 0.0176)]
    [TestCase(LoopbackKind.Acoustic, 0.0095)]
    [TestCase(LoopbackKind.Acoustic, 0.0176)]
    public void A_frame_that_is_lost_close_to_an_end_of_the_stimulus_is_found(LoopbackKind kind, double seconds)
    {
        var plan = Stimulus(kind).Plan;
        var (first, last) = (plan.Segments.First(s => s.Kind == SegmentKind.Marker), plan.Segments.Last(s => s.Kind == SegmentKind.Marker));
        var frames = (int)(seconds * plan.Format.RateHz);
        foreach (var at in new[] { first.StartFrame + frames, last.EndFrame - frames })
        {
            for (var seed = Seed; seed < Seed + 3; seed++)
            {
                var events = Measure(kind, seed, Fault("skip=1 frames", at, plan.Format)).Events;
                // What rings in a room behind the last fade is altered as well.
                events.Should().ContainSingle($"one frame lost at {at}, seed {seed}").Which.Kind.Should()
                    .Match(k => k == DropoutKind.Skip || (k == DropoutKind.Altered && kind == LoopbackKind.Acoustic), $"one frame lost at {at}, seed {seed}");
            }
        }
    }

    // Noise that was taken for an error of the prediction was assumed tenfold on the crests: there 10 of 48 were missed.
    [TestCase(Seed, 3_210)]
    [TestCase(Seed, 35_970)]
    [TestCase(Seed + 1, 27_714)]
    public void A_click_on_a_crest_of_the_multitone_stands_out_of_a_noisy_room(int seed, int frame)
    {
        var at = Room.Plan.Segments.Single(s => s.Name == SegmentNames.Multitone).StartFrame + frame;

        var events = Measure(LoopbackKind.Acoustic, seed, Fault("click=0.5 FS", at, Room.Plan.Format)).Events;

        events.Should().Contain(e => Math.Abs(e.AtSeconds - at / 48_000.0) < 0.002, string.Join("; ", events));
    }

    // It lasts for 10 ms and rings on for as long: what comes after it hid it, though the two sweeps differ by fifty times the noise.
    [Test]
    public void Chunks_that_change_places_within_a_sweep_do_not_hide_behind_what_rings_on()
    {
        const int at = 178_418;

        var events = Measure(LoopbackKind.Acoustic, 7_080_190, Fault("reorder=5 ms", at, Room.Plan.Format), take: 2).Events;

        events.Should().ContainSingle(string.Join("; ", events)).Which.AtSeconds.Should().BeApproximately(at / 48_000.0, 0.005, "s");
    }

    // A delay of 8 frames was the farthest that was looked for at an end.
    [TestCase(LoopbackKind.Electrical, "repeat=48 frames", 5.2)]
    [TestCase(LoopbackKind.Electrical, "insert=48 frames", 3)]
    [TestCase(LoopbackKind.Acoustic, "repeat=48 frames", 6.5)]
    [TestCase(LoopbackKind.Acoustic, "insert=48 frames", 9.5)]
    public void A_delay_close_to_the_beginning_is_told_with_its_length(LoopbackKind kind, string fault, double ms)
    {
        var plan = Stimulus(kind).Plan;
        var at = plan.Segments.First(s => s.Kind == SegmentKind.Marker).StartFrame + (int)(1e-3 * ms * plan.Format.RateHz);
        for (var seed = Seed; seed < Seed + 3; seed++)
        {
            var found = Measure(kind, seed, Fault(fault, at, plan.Format)).Events.Should().ContainSingle($"{fault}, seed {seed}").Subject;
            found.Kind.Should().Match(k => k == DropoutKind.Insert || k == DropoutKind.Repeat, $"seed {seed}");
            found.Frames.Should().Be(48, $"frames of {fault}, seed {seed}");
        }
    }

    // The first two rooms ring on with the tone, by as much as they are noisy: that was assumed of a tone from which all of it is taken out,
    // and again of its crests. In the third one the noise of two markers hid what stands out of one.
    [TestCase(7_070_150, SegmentNames.Tone, 15_309)]
    [TestCase(7_000_142, SegmentNames.Tone, 31_061)]
    [TestCase(7_070_013, SegmentNames.MarkerStart, 3_731)]
    public void A_click_stands_out_of_a_noisy_room_by_what_hides_nothing(int seed, string name, int frame)
    {
        var at = Room.Plan.Segments.Single(s => s.Name == name).StartFrame + frame;

        var events = Measure(LoopbackKind.Acoustic, seed, Fault("click=0.5 FS", at, Room.Plan.Format), take: 2).Events;

        events.Should().ContainSingle(string.Join("; ", events)).Which.AtSeconds.Should().BeApproximately(at / 48_000.0, 0.001, "s");
    }

    [Test]
    public void A_click_is_found_where_the_sweep_is_low()
    {
        // There the prediction errs by more than the click, and the other sweep was searched for it.
        for (var seed = Seed; seed < Seed + 3; seed++)
        {
            var at = Cable.Plan.Segments.Single(s => s.Name == SegmentNames.Sweep(1, 0)).StartFrame + 48 * (51 + seed - Seed);
            var events = Measure(LoopbackKind.Electrical, seed, Fault("click=0.01 FS", at, Cable.Plan.Format)).Events;
            events.Should().ContainSingle($"seed {seed}").Which.AtSeconds.Should().BeApproximately(at / 48_000.0, 1e-3, $"s, seed {seed}");
        }
    }

    [TestCase(LoopbackKind.Electrical, "skip=1 frames", 0.02)]
    [TestCase(LoopbackKind.Electrical, "insert=300 frames", 0)]
    [TestCase(LoopbackKind.Acoustic, "repeat=48 frames", 0.1)]
    public void A_moment_that_the_sound_hides_is_given_with_the_most_it_is_off_by(LoopbackKind kind, string fault, double leastSeconds)
    {
        foreach (var name in new[] { SegmentNames.Gap(3), SegmentNames.Sweep(2, 0), kind == LoopbackKind.Acoustic ? SegmentNames.Tone : SegmentNames.Gap(4) })
        {
            var segment = Stimulus(kind).Plan.Segments.Single(s => s.Name == name);
            var at = segment.StartFrame + (name == SegmentNames.Sweep(2, 0) ? 480 : segment.Frames / 2);
            var found = Measure(kind, Seed, Fault(fault, at, Stimulus(kind).Plan.Format)).Events.Should().ContainSingle($"{fault} in {name}").Subject;
            found.PlusMinusSeconds.Should().BeGreaterThan(leastSeconds, $"s: {name} hides the moment of {fault}");
            Math.Abs(found.AtSeconds - at / 48_000.0).Should().BeLessThan(found.PlusMinusSeconds!.Value + 0.01, $"s: {fault} in {name}");
        }
    }

    [TestCase(LoopbackKind.Electrical, 0.1)]
    [TestCase(LoopbackKind.Electrical, -1)]
    [TestCase(LoopbackKind.Acoustic, 2)]
    public void A_gain_that_steps_is_the_level_checks_matter(LoopbackKind kind, double stepDb)
    {
        var multitone = Stimulus(kind).Plan.Segments.Single(s => s.Name == SegmentNames.Multitone);
        var at = multitone.StartFrame + multitone.Frames / 2;
        var measurement = Measure(kind, Seed, Fault(FormattableString.Invariant($"gain-step={stepDb}dB"), at, Stimulus(kind).Plan.Format));
        measurement.Events.Should().BeEmpty("nothing is lost, the step itself included");
        AnalyzerTests.Value(measurement, "level.stability_db", 0).Should().BeApproximately(Math.Abs(stepDb), kind == LoopbackKind.Acoustic ? 0.15 : 0.01, "dB, from the first sweep to the second");
    }

    [TestCase(LoopbackKind.Electrical, "hum=-60 dBFS")]
    [TestCase(LoopbackKind.Acoustic, "hum=-32 dBFS")]
    public void Hum_is_the_noise_checks_matter(LoopbackKind kind, string fault)
    {
        for (var seed = Seed; seed < Seed + 3; seed++)
            Measure(kind, seed, FaultCatalog.Parse(fault.Replace(" ", "", StringComparison.Ordinal))).Events.Should().BeEmpty($"nothing is lost, seed {seed}");
    }

    [TestCase("spur=-32dBFS")]
    [TestCase("limiter=1dB")]
    public void A_tone_that_is_added_or_turned_down_changes_no_delay(string fault)
    {
        // In a room a foreign tone passed for the sound of the other channel, and what rang before a quarter of a marker for a delay of its own.
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Acoustic));
        var path = FaultCatalog.Parse(fault).ApplyTo(DeviceFile.Load("acoustic-robot")).Path;
        for (var seed = Seed; seed < Seed + 3; seed++)
        {
            var capture = LoopModel.Through(path with { Latency = TimeSpan.FromMilliseconds(40 + 10 * (seed - Seed)) }, stimulus, seed, stimulus.Plan.Format);
            var events = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = LoopbackKind.Acoustic }).Events;
            // A limiter that turns a tone down by more than 3 dB may show where it begins, as the same sound.
            events.Where(e => !(e.Likeness > 0.95)).Should().BeEmpty($"nothing is lost, seed {seed}");
        }
    }

    [Test]
    public void A_delay_of_a_period_is_not_left_and_taken_again_within_a_tone()
    {
        // 48 frames are 0.997 periods of 997 Hz: the tone fits nearly as well without them.
        for (var seed = Seed; seed < Seed + 3; seed++)
        {
            var at = Room.Plan.Segments.Single(s => s.Name == SegmentNames.Multitone).StartFrame + 20_000;
            var found = Measure(LoopbackKind.Acoustic, seed, Fault("repeat=48 frames", at, Room.Plan.Format)).Events.Should().ContainSingle($"seed {seed}").Subject;
            found.Frames.Should().Be(48, $"frames, seed {seed}");
        }
    }

    [TestCase(LoopbackKind.Electrical)]
    [TestCase(LoopbackKind.Acoustic)]
    public void The_last_5_ms_are_missed(LoopbackKind kind)
    {
        for (var seed = Seed; seed < Seed + 3; seed++)
        {
            var (lost, end) = (Measure(kind, seed, FaultCatalog.Parse("lose-last=5ms")).Events.Should().ContainSingle($"seed {seed}").Subject, Stimulus(kind).Plan.Frames / 48_000.0);
            lost.AtSeconds.Should().BeApproximately(end - 0.005, 0.003, $"s, the stimulus ends at {end} s, seed {seed}");
        }
    }

    [TestCase("skip=300frames", DropoutKind.Skip)]
    [TestCase("insert=300frames", DropoutKind.Insert)]
    public void A_long_loss_is_one_event_in_all_channels_and_leaves_the_other_metrics_their_channel(string fault, DropoutKind expected)
    {
        // A loss between the sweeps of a channel used to hide which of them it carries; one within a sweep outweighed all the rest.
        var plan = Cable.Plan;
        foreach (var name in new[] { SegmentNames.Multitone, SegmentNames.Gap(4), SegmentNames.Sweep(2, 0), SegmentNames.Sweep(2, 1), SegmentNames.Tone })
        {
            var segment = plan.Segments.Single(s => s.Name == name);
            var at = segment.StartFrame + segment.Frames / 2;
            var measurement = Measure(LoopbackKind.Electrical, Seed + 3, Fault(fault, at, plan.Format));
            var found = measurement.Events.Should().ContainSingle($"{fault} in {name}: {string.Join("; ", measurement.Events)}").Subject;
            found.Kind.Should().Match(k => k == expected || (expected == DropoutKind.Insert && k == DropoutKind.Repeat), $"{fault} in {name}");
            found.Frames.Should().Be(300, $"frames of {fault} in {name}");
            found.Channel.Should().BeNull($"{fault} in {name} concerns both channels");
            // A silence hides the moment, and below 300 Hz the sweep does.
            found.AtSeconds.Should().BeApproximately(at / 48_000.0, 0.06, $"s: {fault} in {name}");
            AnalyzerTests.Value(measurement, "channel.map", null).Should().Be(1, $"channels stay in their places after {fault} in {name}");
        }
    }

    [Test]
    public void Unequal_formats_are_judged_too()
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Electrical));
        var capture = new LoopModel(LoopbackKind.Electrical).Carry(stimulus, Seed + 2, Fault("skip=6 frames", 60_000, stimulus.Plan.Format), new PcmFormat(16_000, 16, 1));
        var events = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = LoopbackKind.Electrical }).Events;
        events.Should().ContainSingle().Which.Should().Match<DropoutEvent>(e => e.Kind == DropoutKind.Skip && e.Frames == 2);
    }

    private static Stimulus Stimulus(LoopbackKind kind) => kind == LoopbackKind.Acoustic ? Room : Cable;

    private static Fault Fault(string text, int atFrame, PcmFormat format) =>
        FaultCatalog.Parse(string.Create(CultureInfo.InvariantCulture, $"{text.Replace(" ", "")}@{1000.0 * atFrame / format.RateHz:F6}ms"));

    private static Measurement Measure(LoopbackKind kind, int seed, Fault? fault, int take = 0) => Analyzer.Measure(new AnalysisRequest
    {
        Stimulus = Stimulus(kind),
        Capture = new LoopModel(kind).Carry(Stimulus(kind), seed, fault, take: take),
        Loopback = kind,
    });
}
