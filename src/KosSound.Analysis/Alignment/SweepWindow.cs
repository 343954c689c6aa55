using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>The two sweeps of one played channel with some of the silence around them, and their spectra.</summary>
internal sealed class SweepWindow
{
    private SweepWindow(ReferenceSound reference, Segment first, Segment second)
    {
        (Segment, Channel) = (first, first.Channel ?? 0);
        Shape = SweepShape.Of(first, reference.Stimulus.Plan.Format.RateHz);
        var (start, end) = (reference.StartOf(first), reference.EndOf(first));
        var gap = reference.Stimulus.Plan.Segments.Where(s => s.StartFrame >= first.EndFrame && s.Kind != SegmentKind.Silence)
            .Select(reference.StartOf).DefaultIfEmpty(reference.Signal.Frames).Min() - end;
        // A quarter of the silence before belongs to the sweep, for filters that ring ahead; three quarters of the one after.
        Lead = Math.Min(gap / 4, start);
        Frames = Lead + end - start + gap - gap / 4;
        Starts = [start - Lead, reference.StartOf(second) - Lead];
        Fft = RealFft.Holding(Frames);
        Played = [.. Starts.Select(s => Spectrum.Of(reference.Signal[Channel].Slice(s, Math.Min(Frames, reference.Signal.Frames - s)), Fft))];
    }

    /// <summary>The first of the two.</summary>
    public Segment Segment { get; }

    /// <summary>Played channel.</summary>
    public int Channel { get; }

    public SweepShape Shape { get; }

    /// <summary>First frame of either window in the reference.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>Silence within the window before the sweep.</summary>
    public int Lead { get; }

    /// <summary>Length of a window.</summary>
    public int Frames { get; }

    public RealFft Fft { get; }

    /// <summary>Spectra of the played windows; read-only.</summary>
    public IReadOnlyList<Spectrum> Played { get; }

    /// <summary>The window of a played channel; null when the plan does not sweep it twice.</summary>
    public static SweepWindow? For(ReferenceSound reference, int channel) =>
        (reference.Find(SegmentNames.Sweep(1, channel)), reference.Find(SegmentNames.Sweep(2, channel))) is ({ } first, { } second)
            ? new SweepWindow(reference, first, second) : null;
}
