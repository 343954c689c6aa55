using System.Globalization;
using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Measures;

/// <summary>Level linearity: every step of the staircase against the same step as played, relative to the median gain.</summary>
internal static class LinearityMeasure
{
    private const string Id = "level.linearity_db";

    /// <summary>Share of a step at either end that is left to fades and settling.</summary>
    private const double Margin = 0.2;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        var segment = context.Reference.Find(SegmentNames.Staircase);
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (segment is { StepsDbfs: { Count: > 1 } } && context.Inside(SegmentNames.Staircase, 0) is not null)
                Measure(context, sheet, channel.Channel, segment);
            else
                sheet.Missing(Id, channel.Channel, context.WhyNot(SegmentNames.Staircase));
        }
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet, int channel, Segment segment)
    {
        var steps = segment.StepsDbfs!;
        var (start, length) = (context.Reference.StartOf(segment), segment.Frames * context.Reference.FramesPerStimulusFrame / steps.Count);
        var cycles = segment.TonesHz![0][0] / context.Recorded.RateHz;
        var gains = new double[steps.Count];
        for (var step = 0; step < gains.Length; step++)
        {
            var (from, frames) = ((int)(start + (step + Margin) * length), (int)((1 - 2 * Margin) * length));
            var heard = SineAmplitude.Of(context.Capture.Region(channel, from, frames), cycles);
            var played = SineAmplitude.Of(context.PlayedRegion(channel, from, frames), cycles);
            gains[step] = heard > 0 && played > 0 ? Decibels.OfAmplitude(heard / played) : double.NegativeInfinity;
        }
        if (gains.Any(double.IsInfinity))
        {
            sheet.Missing(Id, channel, "because a step of the staircase is silent");
            return;
        }
        var median = gains.Median();
        var worst = Enumerable.Range(0, gains.Length).MaxBy(i => Math.Abs(gains[i] - median));
        sheet.Add(Id, channel, Math.Abs(gains[worst] - median), Sigma(context, channel, from: start, (int)length, steps[0]), string.Create(
            CultureInfo.InvariantCulture, $"{Decibels.Signed(gains[worst] - median)} at the step of {steps[worst]:F0} dBFS"));
    }

    /// <summary>By the noise of the gap before the staircase, at the lowest step.</summary>
    private static double Sigma(MeasurementContext context, int channel, int from, int length, double lowestDbfs)
    {
        var frames = Math.Max(16, context.Recorded.RateHz / 200);
        var noise = 0.0;
        foreach (var sample in context.Capture.Region(channel, from - frames, frames))
            noise += sample * sample / frames;
        var rms = Math.Max(Math.Sqrt(noise), context.RoundingRms);
        return Decibels.OfRelativeError(rms * Math.Sqrt(3 / ((1 - 2 * Margin) * length)) / Math.Pow(10, lowestDbfs / 20));
    }
}
