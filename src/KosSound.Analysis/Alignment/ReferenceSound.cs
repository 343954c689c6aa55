using System.Runtime.CompilerServices;
using KosSound.Analysis.Resampling;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>The stimulus at the rate of the capture: the very samples where the rates agree, otherwise band-limited to the lower one.</summary>
public sealed class ReferenceSound
{
    private static readonly ConditionalWeakTable<Stimulus, Dictionary<int, ReferenceSound>> Cache = [];

    private ReferenceSound(Stimulus stimulus, Signal signal)
    {
        (Stimulus, Signal) = (stimulus, signal);
        FramesPerStimulusFrame = (double)signal.RateHz / stimulus.Plan.Format.RateHz;
        Markers = [.. stimulus.Plan.Segments.Where(s => s.Kind == SegmentKind.Marker).Select(s => new MarkerTemplate(this, s))];
        Sweeps = [.. Enumerable.Range(0, stimulus.Plan.Format.Channels).Select(p => SweepWindow.For(this, p)).OfType<SweepWindow>()];
    }

    /// <summary>What was played.</summary>
    public Stimulus Stimulus { get; }

    /// <summary>Its sound at the capture's rate; frame 0 is frame 0 of the stimulus.</summary>
    public Signal Signal { get; }

    /// <summary>Frames per second, as captured.</summary>
    public int RateHz => Signal.RateHz;

    /// <summary>Rate of the capture over rate of the stimulus.</summary>
    public double FramesPerStimulusFrame { get; }

    /// <summary>The highest frequency both sides can carry, in Hz.</summary>
    public double NyquistHz => 0.5 * Math.Min(RateHz, Stimulus.Plan.Format.RateHz);

    /// <summary>The markers in order of time.</summary>
    internal IReadOnlyList<MarkerTemplate> Markers { get; }

    /// <summary>The sweeps that are there twice, one entry per played channel that is swept.</summary>
    internal IReadOnlyList<SweepWindow> Sweeps { get; }

    /// <summary>The shared reference of a stimulus at a rate; lives as long as the stimulus.</summary>
    public static ReferenceSound Of(Stimulus stimulus, int rateHz)
    {
        ArgumentNullException.ThrowIfNull(stimulus);
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, 1);
        var byRate = Cache.GetOrCreateValue(stimulus);
        lock (byRate)
        {
            if (!byRate.TryGetValue(rateHz, out var reference))
                byRate.Add(rateHz, reference = new ReferenceSound(stimulus, AtRate(stimulus.Signal, rateHz)));
            return reference;
        }
    }

    /// <summary>First frame of a segment at this rate, rounded down.</summary>
    public int StartOf(Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return (int)Math.Floor(segment.StartFrame * FramesPerStimulusFrame);
    }

    /// <summary>First frame after a segment at this rate, rounded up.</summary>
    public int EndOf(Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return Math.Min(Signal.Frames, (int)Math.Ceiling(segment.EndFrame * FramesPerStimulusFrame));
    }

    /// <summary>The segment of a name, or null.</summary>
    public Segment? Find(string name) => Stimulus.Plan.Segments.FirstOrDefault(s => s.Name == name);

    /// <summary>Only the first marker, roughly converted, to look for it at an unlikely speed.</summary>
    internal static ReferenceSound OfFirstMarker(Stimulus stimulus, double rateHz)
    {
        var marker = stimulus.Plan.Segments.First(s => s.Kind == SegmentKind.Marker);
        var alone = stimulus with
        {
            Plan = stimulus.Plan with { Segments = [marker with { StartFrame = 0 }] },
            Signal = stimulus.Signal.Slice(marker.StartFrame, marker.Frames),
        };
        return new ReferenceSound(alone, Convert(alone.Signal, (int)Math.Round(rateHz), SincInterpolator.Rough(rateHz / stimulus.Signal.RateHz)));
    }

    private static Signal AtRate(Signal signal, int rateHz) =>
        rateHz == signal.RateHz ? signal : Convert(signal, rateHz, SincInterpolator.Between(signal.RateHz, rateHz));

    private static Signal Convert(Signal signal, int rateHz, SincInterpolator interpolator)
    {
        var frames = (int)Math.Ceiling((double)signal.Frames * rateHz / signal.RateHz);
        var converted = new Signal(rateHz, signal.Channels, frames);
        for (var channel = 0; channel < signal.Channels; channel++)
            interpolator.Fill(signal[channel], 0, (double)signal.RateHz / rateHz, converted[channel]);
        return converted;
    }
}
