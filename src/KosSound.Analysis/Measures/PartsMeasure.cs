using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Measures;

/// <summary>Says where every part of the stimulus lies in the capture, by the alignment of the first channel: for ears and eyes, which do
/// not notice by how much less than a millisecond channels differ.</summary>
internal static class PartsMeasure
{
    public static IReadOnlyList<HeardPart> Of(MeasurementContext context)
    {
        var plan = context.Request.Stimulus.Plan;
        var framesPerFrame = (double)context.Recorded.RateHz / plan.Format.RateHz;
        return [.. plan.Segments.Select(s => new HeardPart(s.Name, Seconds(s.StartFrame), Seconds(s.StartFrame + s.Frames), s.Channel))];

        double Seconds(int stimulusFrame) =>
            Math.Max(0, context.Capture.FirstFrame + context.Capture.SoundFrameOf(0, stimulusFrame * framesPerFrame)) / context.Recorded.RateHz;
    }
}
