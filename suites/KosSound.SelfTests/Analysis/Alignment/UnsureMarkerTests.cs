using FluentAssertions;
using KosSound.Analysis.Alignment;
using KosSound.Signals;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

/// <summary>A wrong rate over a wire, where one marker is found by a hair and the line through all of them is less sure.</summary>
public sealed class UnsureMarkerTests
{
    [TestCase(2_700_014)]
    [TestCase(2_700_034)]
    [TestCase(2_700_051)]
    public void A_capture_in_which_no_channel_is_sure_is_not_handed_on(int seed)
    {
        var tried = MeasurementPlan.Cases.First(c => c.Kind.Name == "wrong-rate" && c.Loopback == LoopbackKind.Electrical) with { Format = new PcmFormat(48_000, 16, 2) };
        var stimulus = new MeasurementBench().Stimulus(tried);
        var capture = new LoopModel(LoopbackKind.Electrical).Carry(stimulus, seed, tried.Kind.Sized(tried.Size), take: 2);

        var result = Aligner.Align(stimulus, capture);

        result.Capture.Should().BeNull();
        result.NotHeard.Should().NotBeNullOrEmpty();
    }
}
