using FluentAssertions;
using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

/// <summary>Two markers that are elsewhere to each other than they were played: another stimulus, or a loss that is too long to follow.</summary>
public sealed class MarkerDistanceTests
{
    private const int Seed = 5;
    private static readonly LoopbackKind[] Loops = [LoopbackKind.Digital, LoopbackKind.Electrical, LoopbackKind.Acoustic];

    private static readonly (int Channels, LoopbackKind Loopback, Stimulus Stimulus)[] Composites =
        [.. from channels in new[] { 1, 2 } from loopback in Loops select (channels, loopback, Composite(channels, loopback))];

    [TestCaseSource(nameof(Loops))]
    public void Another_composite_of_the_same_rate_is_named_and_gives_no_number(LoopbackKind path)
    {
        foreach (var played in Composites)
        {
            var capture = new LoopModel(path).Carry(played.Stimulus, Seed, recorded: new PcmFormat(48_000, 16, 2));
            foreach (var assumed in Composites.Where(a => a != played))
            {
                var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = assumed.Stimulus, Capture = capture, Loopback = assumed.Loopback });
                var pair = $"{played.Channels} channels, {played.Loopback}, was played over {path}, and {assumed.Channels}, {assumed.Loopback}, assumed";

                measurement.Heard.Should().BeFalse(pair);
                measurement.Diagnosis.Should().ContainAny(["the stimulus is not the one played", "nothing of the stimulus is found"], pair);
                measurement.Metrics.Where(m => m.Value is not null).Should().BeEmpty(pair);
            }
        }
    }

    [Test]
    public void A_loss_longer_than_can_be_followed_is_told_by_its_length_and_gives_no_number()
    {
        var measurement = Analyzer.Measure(Lossy(LoopbackKind.Electrical, 200));

        measurement.Diagnosis.Should().Be("the stimulus is not the one played, or 0.200 s of it are missing: its markers are 2.731 s apart, and 2.531 s in the capture");
        measurement.Metrics.Should().OnlyContain(m => m.Value == null);
    }

    [Test]
    public void Who_has_played_it_himself_hears_of_dropouts_instead()
    {
        var measurement = Analyzer.Measure(Lossy(LoopbackKind.Electrical, 200) with { KnownToBePlayed = true });

        measurement.Heard.Should().BeTrue();
        measurement.Metrics.Single(m => m.Id == "dropouts.count").Value.Should().BeGreaterThan(0);
    }

    [TestCase(LoopbackKind.Digital, 800)]
    [TestCase(LoopbackKind.Electrical, 100)]
    [TestCase(LoopbackKind.Acoustic, 100)]
    public void A_loss_that_can_be_followed_is_measured(LoopbackKind loopback, int lostMs)
    {
        var measurement = Analyzer.Measure(Lossy(loopback, lostMs));

        // In a room some frames more: with one marker left the clock is known by the tones alone.
        var skip = measurement.Events.MaxBy(e => e.Frames)!;
        $"{skip.Kind}".Should().Be("Skip");
        ((double)skip.Frames).Should().BeApproximately(48 * lostMs, loopback == LoopbackKind.Acoustic ? 5 : 0, "{0} ms are missing", lostMs);
    }

    [TestCase(LoopbackKind.Digital)]
    [TestCase(LoopbackKind.Electrical)]
    [TestCase(LoopbackKind.Acoustic)]
    public void A_later_play_in_the_place_of_a_lost_end_is_no_other_stimulus(LoopbackKind loopback)
    {
        var (loop, stimulus) = (new LoopModel(loopback), Composite(1, loopback));
        var whole = loop.Carry(stimulus, Seed);
        var restart = loop.Carry(StimulusRenderer.Render(StimulusPlanner.Restart(stimulus.Plan.Format, loopback)), Seed);
        var kept = stimulus.Plan.Segments.Last(s => s.Kind == SegmentKind.Marker).StartFrame * stimulus.Plan.Format.BytesPerFrame;
        var capture = whole with { Pcm = new[] { whole.Pcm[..kept], restart.Pcm }.SelectMany(p => p.ToArray()).ToArray() };

        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = loopback });

        measurement.Heard.Should().BeTrue();
        measurement.Diagnosis.Should().BeNull();
        measurement.Metrics.Single(m => m.Id == "response.deviation_db").Value.Should().NotBeNull();
    }

    private static AnalysisRequest Lossy(LoopbackKind loopback, double lostMs)
    {
        var stimulus = Composite(1, loopback);
        var skip = FaultCatalog.Find("skip")!.Sized(FaultSize.Of(lostMs, "ms")) with { When = new Schedule { At = [Extent.Frames((int)(0.35 * stimulus.Plan.Frames))] } };
        return new AnalysisRequest { Stimulus = stimulus, Capture = new LoopModel(loopback).Carry(stimulus, Seed, skip), Loopback = loopback };
    }

    private static Stimulus Composite(int channels, LoopbackKind loopback) =>
        StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, channels), loopback));
}
