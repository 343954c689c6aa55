using FluentAssertions;
using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

public sealed class ByteSlipTests
{
    [TestCase(16, 1), TestCase(24, 1), TestCase(24, 2), TestCase(32, 3)]
    public void Bytes_that_are_lost_within_a_sample_are_the_diagnosis(int bitDepth, int bytes)
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, bitDepth, 2), LoopbackKind.Digital));
        var capture = new SyntheticLoop().Carry(stimulus);
        var at = 48_000 * capture.Format.BytesPerFrame;
        var slipped = capture with { Pcm = (byte[])[.. capture.Pcm.Span[..at], .. capture.Pcm.Span[(at + bytes)..]] };

        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = slipped, Loopback = LoopbackKind.Digital });

        measurement.Diagnosis.Should().MatchRegex(@"^from (0\.9|1\.0)\d\d s of the capture on its bytes arrive shifted by \d against the frames").And.Contain("byte slip");
    }

    [Test]
    public void Lost_frames_swapped_channels_and_one_byte_of_silence_are_none()
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));
        var capture = new SyntheticLoop().Carry(stimulus);
        var skipped = capture with { Pcm = (byte[])[.. capture.Pcm.Span[..200_000], .. capture.Pcm.Span[200_004..]] };

        foreach (var other in (Capture[])[capture, skipped, new SyntheticLoop { Mix = [[0, 1], [1, 0]] }.Carry(stimulus), new SyntheticLoop { Mix = [[0.5, 0.5], [0.5, 0.5]] }.Carry(stimulus)])
            Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = other, Loopback = LoopbackKind.Digital }).Diagnosis.Should().BeNull();
    }
}
