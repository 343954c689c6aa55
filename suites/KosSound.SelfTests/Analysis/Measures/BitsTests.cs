using FluentAssertions;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Measures;

public sealed class BitsTests
{
    private static readonly Stimulus Deep = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(16_000, 24, 1), LoopbackKind.Digital));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(8)]
    public void Bits_that_were_cut_off_are_counted(int lost)
    {
        var step = Math.Pow(2, lost - 23);
        var measurement = AnalyzerTests.Measure(Deep, new SyntheticLoop { Process = (plane, _) => Cut(plane, step) });

        AnalyzerTests.Value(measurement, "bits.effective", 0).Should().Be(24 - lost, "effective bits");
    }

    private static void Cut(double[] plane, double step)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] = Math.Floor(plane[i] / step) * step;
    }
}
