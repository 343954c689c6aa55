using KosSound.Analysis.Alignment;
using KosSound.Analysis.Spectra;
using KosSound.Signals;

namespace KosSound.Analysis.Measures;

/// <summary>What the measures of one capture share.</summary>
internal sealed class MeasurementContext
{
    /// <summary>Half of what sweeps in a room at 20 dB match; at another speed or of another stimulus they reach 0.26.</summary>
    private const double LeastSweepMatch = 0.3;
    private readonly SweepResponse?[] _responses;

    public MeasurementContext(AnalysisRequest request, AlignedCapture capture)
    {
        (Request, Capture) = (request, capture);
        _responses = new SweepResponse?[capture.Channels.Count];
    }

    public AnalysisRequest Request { get; }

    public AlignedCapture Capture { get; }

    public ReferenceSound Reference => Capture.Reference;

    public PcmFormat Played => Reference.Stimulus.Plan.Format;

    public PcmFormat Recorded => Request.Capture.Format;

    /// <summary>Recorded channels in which the stimulus is heard.</summary>
    public IEnumerable<ChannelAlignment> Heard => Capture.Channels.Where(c => c.Heard);

    /// <summary>Whether both sweeps of a channel are where they were played: then it is this stimulus, whatever else is missing.</summary>
    public bool HoldsSweeps => Heard.Any(c => Capture.Transfers[c.Channel] is { SharesWideBand: true } sweeps && sweeps.Match(Reference) >= LeastSweepMatch);

    /// <summary>The response of a recorded channel; null when the capture does not hold both sweeps.</summary>
    public SweepResponse? ResponseOf(int channel)
    {
        if (_responses[channel] is null && Capture.Transfers[channel] is { } transfer)
            _responses[channel] = SweepResponse.Of(Capture, transfer);
        return _responses[channel];
    }

    /// <summary>
    /// The inner part of a segment on the time of the reference, without fades and a settling time; null when the plan has no such
    /// segment or the capture does not hold it.
    /// </summary>
    /// <param name="name">Name of the segment.</param>
    /// <param name="settleSeconds">Time after the fade-in to leave out.</param>
    public (int Start, int Frames)? Inside(string name, double settleSeconds)
    {
        if (Reference.Find(name) is not { } segment)
            return null;
        var fade = (int)Math.Ceiling(segment.FadeFrames * Reference.FramesPerStimulusFrame);
        var start = Reference.StartOf(segment) + fade + (int)(settleSeconds * Reference.RateHz);
        var frames = Reference.EndOf(segment) - fade - start;
        return frames > 0 && Capture.Covers(start, frames) ? (start, frames) : null;
    }

    /// <summary>Why a segment is missing, beginning with "because".</summary>
    public string WhyNot(string name) => Reference.Find(name) is null
        ? $"because the stimulus has no part '{name}'"
        : $"because the capture does not hold the part '{name}' of the stimulus";

    /// <summary>Played samples that a recorded channel should carry.</summary>
    public ReadOnlySpan<double> PlayedRegion(int channel, int start, int frames) =>
        Reference.Signal[Capture.Channels[channel].Source ?? 0].Slice(start, frames);

    /// <summary>RMS that rounding to the recorded depth leaves in silence, re. full scale: LSB / √12.</summary>
    public double RoundingRms => Recorded.LsbFs / Math.Sqrt(12);
}
