using FluentAssertions;
using KosSound.Analysis.Dropouts;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.SelfTests.Analysis.Dropouts;

/// <summary>A stereo stimulus as PCM codes, and the exact comparison of captures given as codes.</summary>
internal static class ExactComparisons
{
    public const int RateHz = 16_000;

    public static readonly Stimulus Stereo = Render("16000Hz-16bit-2ch");

    /// <summary>Codes of <see cref="Stereo"/>, channel by channel.</summary>
    public static readonly int[][] Played = Planes(Stereo);

    public static ExactComparison Compare(Stimulus stimulus, int[][] planes)
    {
        var format = stimulus.Plan.Format;
        var signal = new Signal(format.RateHz, [.. planes.Select(p => Array.ConvertAll(p, code => code / format.FullScale))]);
        return ExactComparer.Compare(stimulus, PcmCodec.Encode(signal, format));
    }

    public static Segment Segment(string name) => Stereo.Plan.Segments.Single(s => s.Name == name);

    public static Stimulus Render(string id)
    {
        PcmFormat.TryParse(id, out var format).Should().BeTrue();
        return StimulusRenderer.Render(StimulusPlanner.Composite(format, LoopbackKind.Digital));
    }

    public static int[][] Planes(Stimulus stimulus)
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
