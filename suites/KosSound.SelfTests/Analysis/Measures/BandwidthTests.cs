using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Measures;

public sealed class BandwidthTests
{
    private static readonly Stimulus Digital = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Digital));
    private static readonly Stimulus Acoustic = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Acoustic));

    [Test]
    public void A_stream_of_16_kHz_inside_48_kHz_is_seen_by_its_cliff()
    {
        var stimulus = Digital;
        var narrow = new SyntheticLoop { Recorded = new PcmFormat(16_000, 24, 1) }.Carry(stimulus);
        var back = new Stimulus(stimulus.Plan with { Format = narrow.Format }, PcmCodec.Decode(narrow.Pcm.Span, narrow.Format), narrow.Pcm);
        var wide = new SyntheticLoop { Recorded = stimulus.Plan.Format, DelayFrames = 0 }.Carry(back with { Plan = back.Plan with { Segments = [new Segment { Kind = SegmentKind.Silence, Name = "all", StartFrame = 0, Frames = back.Signal.Frames }] } });

        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = wide, Loopback = LoopbackKind.Digital });

        var bandwidth = measurement.Metrics.Single(m => m.Id == "bandwidth.effective_hz");
        bandwidth.Value.Should().BeInRange(7_200, 8_000, "Hz");
        bandwidth.Note.Should().Contain("16000 Hz stream");
    }

    [TestCase(3, 8_000, 16_000)]
    [TestCase(2, 12_000, 24_000)]
    public void A_stream_of_a_lower_rate_held_to_48_kHz_is_seen_by_its_images(int held, double endHz, int streamHz)
    {
        var measurement = AnalyzerTests.Measure(Digital, new SyntheticLoop { Process = (plane, _) => Hold(plane, held) });

        var bandwidth = measurement.Metrics.Single(m => m.Id == "bandwidth.effective_hz");
        bandwidth.Value.Should().Be(endHz, "Hz");
        bandwidth.Note.Should().Contain($"images of 997 Hz about {streamHz} Hz");
    }

    [TestCase(8_000, 2_000_601)]
    [TestCase(8_000, 2_000_602)]
    [TestCase(11_025, 2_000_603)]
    [TestCase(16_000, 2_000_604)]
    public void A_stream_of_a_lower_rate_is_heard_in_a_room_where_the_speaker_reaches_further(int rateHz, int seed)
    {
        var bandwidth = InRoom(seed, FaultCatalog.Parse($"fake-rate={rateHz}Hz"));

        bandwidth.Value.Should().BeInRange(0.49 * rateHz, 0.53 * rateHz, "Hz: 20 dB down just above half of {0} Hz, seed {1}; {2}", rateHz, seed, bandwidth.NotMeasurable);
        bandwidth.Note.Should().Contain($"{rateHz} Hz").And.EndWith("stream");
    }

    [Test]
    public void Of_a_speaker_that_ends_first_no_bandwidth_is_claimed([Range(2_000_610, 2_000_617)] int seed)
    {
        var bandwidth = InRoom(seed, null);

        bandwidth.Value.Should().BeNull("the speaker is 20 dB down at 16 kHz, and what noise reads above it is no sound (seed {0})", seed);
        bandwidth.NotApplicable.Should().BeTrue("it is the loop that cannot show it");
        bandwidth.NotMeasurable.Should().Contain("because the loop itself ends at 1");
    }

    private static Metric InRoom(int seed, Fault? fault) => Analyzer.Measure(new AnalysisRequest
    {
        Stimulus = Acoustic,
        Capture = new LoopModel(LoopbackKind.Acoustic).Carry(Acoustic, seed, fault),
        Loopback = LoopbackKind.Acoustic,
    }).Metrics.Single(m => m.Id == "bandwidth.effective_hz");

    private static void Hold(double[] plane, int frames)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] = plane[i - i % frames];
    }
}
