using System.Globalization;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Flat tops: runs of samples at the largest or smallest value of a channel that last longer than rounding makes the crest of the
/// played wave look flat.
/// </summary>
internal static class ClippingMeasure
{
    private const int LeastRun = 3;

    /// <summary>Below this peak nothing is called clipped: the wave is too few steps high to tell.</summary>
    private const double LeastSteps = 16;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        for (var channel = 0; channel < context.Recorded.Channels; channel++)
        {
            var samples = context.Capture.Sound[channel];
            var (low, high) = Extremes(samples);
            var step = context.Recorded.LsbFs;
            if (Math.Max(high, -low) < LeastSteps * step)
                sheet.Missing("clipping.count", channel, context.Capture.Channels[channel].NotHeard ?? string.Create(CultureInfo.InvariantCulture,
                    $"because the sound is less than {LeastSteps} steps of {context.Recorded.BitDepth} bit high"));
            else
            {
                var count = Count(context, channel, high, top: true) + Count(context, channel, low, top: false);
                sheet.Add("clipping.count", channel, count, null, count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"flat at {high:F4} and {low:F4} of full scale"));
            }
        }
    }

    private static (double Low, double High) Extremes(ReadOnlySpan<double> samples)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var sample in samples)
            (low, high) = (Math.Min(low, sample), Math.Max(high, sample));
        return (low, high);
    }

    private static int Count(MeasurementContext context, int channel, double extreme, bool top)
    {
        var samples = context.Capture.Sound[channel];
        var (count, run, step) = (0, 0, context.Recorded.LsbFs);
        if (Math.Abs(extreme) < LeastSteps * step)
            return 0;
        var delay = context.Capture.Channels[channel].DelayFrames;
        for (var i = 0; i <= samples.Length; i++)
        {
            if (i < samples.Length && samples[i] == extreme)
            {
                run++;
                continue;
            }
            if (run >= LeastRun && run > CrestFrames(context, i - run / 2 - delay, Math.Abs(extreme), step))
                count++;
            run = 0;
        }
        return count;
    }

    /// <summary>How many frames the crest of the lowest frequency at a time stays within one step of its top.</summary>
    private static double CrestFrames(MeasurementContext context, double referenceFrame, double peak, double step)
    {
        var hz = LowestFrequencyAt(context, referenceFrame);
        // A(1 − cos θ) ≤ 1 step on either side: θ = √(2·step/A); doubled for safety of the estimate, plus rounding at both ends.
        return 2 * 2 * Math.Sqrt(2 * step / peak) / (2 * Math.PI * hz / context.Recorded.RateHz) + 2;
    }

    private static double LowestFrequencyAt(MeasurementContext context, double referenceFrame)
    {
        var frame = referenceFrame / context.Reference.FramesPerStimulusFrame;
        var segment = context.Reference.Stimulus.Plan.Segments.FirstOrDefault(s => frame >= s.StartFrame && frame < s.EndFrame);
        return segment switch
        {
            { Kind: SegmentKind.Sweep } => SweepShape.Of(segment, context.Played.RateHz).FrequencyHz(Math.Max(0, (frame - segment.StartFrame) / context.Played.RateHz - 0.01)),
            { Kind: SegmentKind.Marker } => Math.Min(segment.StartHz!.Value, segment.EndHz!.Value),
            { TonesHz: { Count: > 0 } tones } => tones.Min(t => t[0]),
            { Kind: SegmentKind.Payload } => context.Played.RateHz / 8.0,
            _ => StimulusCapabilities.JudgedLowHz,
        };
    }
}
