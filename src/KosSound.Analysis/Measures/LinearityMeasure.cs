using System.Globalization;
using KosSound.Analysis.Spectra;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Measures;

/// <summary>Level linearity: every step of the staircase against the same step as played, relative to the median gain.</summary>
internal static class LinearityMeasure
{
    private const string Id = "level.linearity_db";

    /// <summary>Share of a step at either end that is left to fades and settling.</summary>
    private const double Margin = 0.2;

    /// <summary>A step counts by what it deviates beyond so many standard uncertainties.</summary>
    private const double NoiseSigmas = 2;

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
        // Noise counts against what is heard of a step: where the room cancels the tone that is far less than was played.
        var sigma = LowestSigmaDb(context, channel, from: start, (int)length, steps[0] + median);
        // The first step begins in silence: a room has not answered yet, while every other one finds it answering the step before.
        var settled = context.Request.Loopback == LoopbackKind.Acoustic && steps.Count > 2 ? 1 : 0;
        var deviations = gains.Select((gain, i) => Seen(gain - median, sigma * Math.Pow(10, (steps[0] - steps[i]) / 20), string.Create(CultureInfo.InvariantCulture, $"at the step of {steps[i]:F0} dBFS"))).Skip(settled);
        var worst = deviations.MaxBy(d => Math.Abs(d.Db));
        // The median lies between the two steps in the middle.
        var medianSigma = sigma * Math.Pow(10, (steps[0] - steps[steps.Count / 2]) / 20) / Math.Sqrt(2);
        sheet.Add(Id, channel, Math.Abs(worst.Db), double.Hypot(worst.SigmaDb, medianSigma), $"{Decibels.Signed(worst.Db)} {worst.At}");

        // What noise explains is no deviation: the lowest step would hide what the others show.
        static (double Db, double SigmaDb, string At) Seen(double db, double sigmaDb, string at) =>
            (Math.Sign(db) * Math.Max(0, Math.Abs(db) - NoiseSigmas * sigmaDb), sigmaDb, at);
    }

    /// <summary>By the noise of the gap before the staircase, at the lowest step as heard; a step so many dB higher has so many dB less.</summary>
    private static double LowestSigmaDb(MeasurementContext context, int channel, int from, int length, double lowestDbfs)
    {
        var frames = Math.Max(16, context.Recorded.RateHz / 200);
        var noise = 0.0;
        foreach (var sample in context.Capture.Region(channel, from - frames, frames))
            noise += sample * sample / frames;
        var rms = Math.Max(Math.Sqrt(noise), context.RoundingRms);
        return Decibels.OfRelativeError(rms * Math.Sqrt(3 / ((1 - 2 * Margin) * length)) / Math.Pow(10, lowestDbfs / 20));
    }
}
