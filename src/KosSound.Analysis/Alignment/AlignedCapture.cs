using KosSound.Analysis.Resampling;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// A capture laid over its stimulus. Frame n of the reference lies at frame DelayFrames + n · (1 + drift) of
/// <see cref="Sound"/>, for every channel with its own delay.
/// </summary>
public sealed class AlignedCapture
{
    private const int MarginFrames = 2_048;
    private readonly double[]?[] _resampled;

    internal AlignedCapture(ReferenceSound reference, Signal sound, int firstFrame, IReadOnlyList<ChannelAlignment> channels, ClockFit clock)
        : this(reference, sound, firstFrame, channels, clock, new double[]?[channels.Count])
    {
    }

    private AlignedCapture(
        ReferenceSound reference, Signal sound, int firstFrame, IReadOnlyList<ChannelAlignment> channels, ClockFit clock, double[]?[] resampled)
    {
        (Reference, Sound, FirstFrame, Channels, Clock, _resampled) = (reference, sound, firstFrame, channels, clock, resampled);
        Transfers = new SweepTransfer?[channels.Count];
    }

    /// <summary>The stimulus at the rate of the capture.</summary>
    public ReferenceSound Reference { get; }

    /// <summary>The decoded capture, all of it or, when it is long, the stretch around the stimulus.</summary>
    public Signal Sound { get; }

    /// <summary>Capture frame of frame 0 of <see cref="Sound"/>; 0 unless the capture is long.</summary>
    public int FirstFrame { get; }

    /// <summary>One entry per recorded channel, in order.</summary>
    public IReadOnlyList<ChannelAlignment> Channels { get; }

    /// <summary>Recording clock against playback clock.</summary>
    public ClockFit Clock { get; }

    /// <summary>True when drift over the stimulus shifts its end noticeably, so that <see cref="Region"/> interpolates.</summary>
    public bool NeedsResampling =>
        Math.Abs(Clock.DriftPpm) * 1e-6 * Reference.Signal.Frames > 0.02 && Math.Abs(Clock.DriftPpm) > 3 * (Clock.UncertaintyPpm ?? double.PositiveInfinity);

    /// <summary>Whole frames by which <see cref="Region"/> shifts a channel; 0 where it interpolates.</summary>
    /// <param name="channel">Zero-based recorded channel.</param>
    public int ShiftFrames(int channel) => NeedsResampling ? 0 : (int)Math.Round(Channels[channel].DelayFrames);

    /// <summary>What remains of a channel's delay in <see cref="Region"/>, in frames, −0.5 … 0.5; 0 where it interpolates.</summary>
    /// <param name="channel">Zero-based recorded channel.</param>
    public double RemainderFrames(int channel) => NeedsResampling ? 0 : Channels[channel].DelayFrames - ShiftFrames(channel);

    /// <summary>Frame of <see cref="Sound"/> at which a frame of the reference lies.</summary>
    /// <param name="channel">Zero-based recorded channel.</param>
    /// <param name="referenceFrame">Frame of <see cref="Reference"/>.</param>
    public double SoundFrameOf(int channel, double referenceFrame) =>
        Channels[channel].DelayFrames + referenceFrame * (1 + Clock.DriftPpm * 1e-6);

    /// <summary>Whether the capture holds what was played from a frame on, in all channels.</summary>
    /// <param name="referenceFrame">First frame of the reference.</param>
    /// <param name="frames">Length in frames.</param>
    public bool Covers(int referenceFrame, int frames) => Channels.All(c =>
        SoundFrameOf(c.Channel, referenceFrame) >= -0.5 && SoundFrameOf(c.Channel, referenceFrame + frames) <= Sound.Frames + 0.5);

    /// <summary>Whether the capture holds all that sounds in the stimulus; of silence before and after some may be missing.</summary>
    public bool HoldsAllSound
    {
        get
        {
            var sounds = Reference.Stimulus.Plan.Segments.Where(s => s.Kind != SegmentKind.Silence).ToArray();
            var (start, end) = (Reference.StartOf(sounds[0]), Reference.EndOf(sounds[^1]));
            return Covers(start, end - start);
        }
    }

    /// <summary>
    /// Captured samples on the time of the reference: element i belongs to reference frame startFrame + i. Without drift these are
    /// the captured samples themselves, shifted by whole frames; with drift they are interpolated. Outside the capture is silence.
    /// </summary>
    /// <param name="channel">Zero-based recorded channel.</param>
    /// <param name="startFrame">First frame of the reference, may be negative.</param>
    /// <param name="frames">Length in frames.</param>
    public ReadOnlySpan<double> Region(int channel, int startFrame, int frames)
    {
        var (plane, offset) = NeedsResampling ? (Resampled(channel), startFrame + MarginFrames) : (null, startFrame + ShiftFrames(channel));
        ReadOnlySpan<double> samples = plane is null ? Sound[channel] : plane;
        if (offset >= 0 && offset + frames <= samples.Length)
            return samples.Slice(offset, frames);
        var padded = new double[frames];
        var (from, to) = (Math.Clamp(offset, 0, samples.Length), Math.Clamp(offset + frames, 0, samples.Length));
        if (to > from)
            samples[from..to].CopyTo(padded.AsSpan(from - offset));
        return padded;
    }

    /// <summary>
    /// True when the clocks cannot be compared because the capture ends before a marker, or begins after one: sound that is compared
    /// over seconds may then be whole frames apart. A digital loop keeps its samples in any case.
    /// </summary>
    internal bool IsUntimed => Clock.NotMeasurable is not null && Reference.Stimulus.Plan.Loopback != LoopbackKind.Digital
        && Reference.Markers.Any(m => !Covers(m.Start, m.Samples.Length));

    /// <summary>Why a channel has no <see cref="Transfers"/>, beginning with "because".</summary>
    internal string WhyNoSweeps => IsUntimed
        ? "because the capture holds only one marker of the stimulus: without the difference of the clocks two sweeps cannot be compared"
        : "because the capture does not hold both sweeps of the stimulus";

    /// <summary>For every recorded channel the sweeps of its source; null where there is a reason, <see cref="WhyNoSweeps"/>.</summary>
    internal IReadOnlyList<SweepTransfer?> Transfers { get; private init; }

    /// <summary>Another marker than the one this is aligned by, at a distance that the stimulus does not have; null where none is.</summary>
    internal MarkerDistance? OddMarkers { get; init; }

    internal AlignedCapture With(IReadOnlyList<ChannelAlignment> channels, IReadOnlyList<SweepTransfer?> transfers) =>
        new(Reference, Sound, FirstFrame, channels, Clock, _resampled) { Transfers = transfers, OddMarkers = OddMarkers };

    private double[] Resampled(int channel)
    {
        if (_resampled[channel] is { } done)
            return done;
        var plane = new double[Reference.Signal.Frames + 2 * MarginFrames];
        SincInterpolator.FullBand.Fill(Sound[channel], SoundFrameOf(channel, -MarginFrames), 1 + Clock.DriftPpm * 1e-6, plane);
        return _resampled[channel] = plane;
    }
}
