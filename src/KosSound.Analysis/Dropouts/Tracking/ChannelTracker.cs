using System.Runtime.CompilerServices;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>Finds what happened to the sound of one recorded channel where samples cannot be compared one by one.</summary>
internal static class ChannelTracker
{
    private const double BlockSeconds = 0.005;

    /// <summary>Changes of delay closer than this, and their own length, are one.</summary>
    private const double NetSeconds = 0.06;

    /// <summary>
    /// What a change of delay costs, in nats, where predictions are compared. A sweep's prediction fits the noise of that sweep: of
    /// two that are equally right one leads by hundreds of nats (up to 800 seen in a room at 20 dB), and a broken sweep, which is
    /// explained by changes where the other one is whole, must not win by that.
    /// </summary>
    private const double PredictionPrice = 500;

    /// <summary>The end is lost when its gain lies so many standard deviations below what is expected.</summary>
    private const double LeastSigmas = 6;

    /// <summary>Paths already found, by channel; they live as long as the capture.</summary>
    private static readonly ConditionalWeakTable<AlignedCapture, DelayPath?[]> Known = [];

    /// <summary>Events in order of time; null when the capture does not hold both sweeps, by which the path is known.</summary>
    public static IReadOnlyList<TrackedEvent>? Track(AlignedCapture capture, int channel)
    {
        if (BestPath(capture, channel) is not { } best)
            return null;
        var cleaned = HumFilter.Cleaned(best, capture.Reference);
        var path = GainFollower.Levelled(cleaned, capture.Reference.RateHz);
        var gain = new Lazy<GainChange>(() => new GainChange(cleaned, capture.Reference.RateHz));
        var steps = Netted(path.Steps, (int)(NetSeconds * capture.Reference.RateHz)).Select(s => Step(capture, channel, path, s)).ToList();
        var disturbances = Disturbances.Find(capture, path, cleaned).Where(e => !gain.Value.Explains(e.Frame, e.Frames)).OrderBy(e => e.Frame).ToList();
        var margin = (int)(BlockSeconds * capture.Reference.RateHz);
        disturbances.RemoveAll(d => steps.Any(s => d.Frame <= Math.Max(s.Latest, s.End) + margin && d.End >= s.Earliest - margin));
        var named = Disturbances.Joined(disturbances, margin).Select(d => Disturbances.Named(capture, path, d));
        var lostEnd = LostEnd(capture.Reference, path);
        return [.. steps.Concat(named).Where(e => lostEnd is null || e.End + margin < lostEnd.Frame).Append(lostEnd).OfType<TrackedEvent>().OrderBy(e => e.Frame)];
    }

    /// <summary>
    /// What is missing at the end of the stimulus, in steps of 5 ms. There it fades out: a gain of none where one is expected tells
    /// what is lost in noise that the energy of the difference does not stand out of.
    /// </summary>
    private static TrackedEvent? LostEnd(ReferenceSound reference, DelayPath path)
    {
        var block = (int)(BlockSeconds * reference.RateHz);
        var end = reference.EndOf(reference.Stimulus.Plan.Segments.Last(s => s.Kind != SegmentKind.Silence));
        var lost = 0;
        for (var from = Math.Min(end, path.Predicted.Length) - block; from >= 0; from -= block)
        {
            var predicted = path.Predicted.AsSpan(from, block);
            var energy = InnerProduct.Energy(predicted);
            var (gain, sigma) = (InnerProduct.Of(path.Corrected.AsSpan(from, block), predicted) / energy, Math.Sqrt(path.NoiseVariance / energy));
            if (!(gain < Disturbances.LeastCoherence && 1 - gain > LeastSigmas * sigma))
                break;
            lost += block;
        }
        return lost == 0 ? null : new TrackedEvent { Kind = DropoutKind.LostEnd, Frame = end - lost, Frames = lost, Earliest = end - lost, Latest = end };
    }

    /// <summary>
    /// The course of the delay that explains a channel best: predicted by both sweeps and, where a change of delay shows, by either
    /// alone, for one of them may be whole. Null when the capture does not hold both sweeps.
    /// </summary>
    /// <param name="capture">The capture.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="noiseVariance">Variance to measure misfit by, so that it can be compared between clocks; null is that found here.</param>
    public static DelayPath? BestPath(AlignedCapture capture, int channel, double? noiseVariance = null)
    {
        if (noiseVariance is not null)
            return FindPath(capture, channel, noiseVariance);
        // The clock is judged by the same path that dropouts are looked for on.
        var known = Known.GetValue(capture, static c => new DelayPath?[c.Channels.Count]);
        return known[channel] ??= FindPath(capture, channel, null);
    }

    private static DelayPath? FindPath(AlignedCapture capture, int channel, double? noiseVariance)
    {
        var heard = SoundModel.Heard(capture, channel);
        DelayPath? best = null;
        var captured = new CapturedBand(capture, channel);
        var predictions = new Dictionary<SweepUse, SoundPrediction>();
        foreach (var use in heard.Count == 0 ? [] : new[] { SweepUse.Both, SweepUse.First, SweepUse.Second })
        {
            var predicted = predictions[use] = use == SweepUse.Second
                ? SoundPrediction.ByOther(predictions[SweepUse.Both], predictions[SweepUse.First]) : SoundPrediction.By(capture, heard, use);
            var levels = DelayLevels.Find(capture.Reference, captured, predicted.Whole);
            var path = DelayPath.Follow(captured, predicted, levels, capture.Reference, noiseVariance ?? best?.NoiseVariance);
            if (best is null || Doubt(path) < Doubt(best))
                best = path;
            if (use == SweepUse.Both && levels.Count == 1 && !SoundModel.Differ(heard[0], path.NoiseVariance, capture.Reference.RateHz))
                break;
        }
        return best;
    }

    private static double Doubt(DelayPath path) => path.Misfit + PredictionPrice * path.Steps.Count;

    /// <summary>
    /// Changes in quick succession as one: in a tone a delay and the one a period later fit nearly alike, and what lies between
    /// two delays fits neither.
    /// </summary>
    private static List<DelayStep> Netted(IReadOnlyList<DelayStep> steps, int reach)
    {
        var netted = new List<DelayStep>();
        foreach (var step in steps)
        {
            if (netted.Count > 0 && step.Frame - netted[^1].Latest <= reach + Math.Abs(step.Shift))
            {
                var before = netted[^1];
                // The largest part of the change tells its moment.
                var main = Math.Abs(step.Shift) > Math.Abs(before.Shift) ? step : before;
                netted[^1] = main with { FromFrames = before.FromFrames, ToFrames = step.ToFrames, Earliest = Math.Min(before.Earliest, step.Earliest), Latest = Math.Max(before.Latest, step.Latest) };
            }
            else
                netted.Add(step);
        }
        return netted;
    }

    private static TrackedEvent Step(AlignedCapture capture, int channel, DelayPath path, DelayStep step)
    {
        var frames = Math.Max(1, (int)Math.Round(Math.Abs(step.Shift)));
        return new TrackedEvent
        {
            Kind = Math.Abs(step.Shift) < 0.5 ? DropoutKind.Altered : step.Shift < 0 ? DropoutKind.Skip : Inserted(capture, channel, path, step, frames),
            Frame = step.Frame,
            Frames = frames,
            Earliest = step.Earliest,
            Latest = step.Latest,
            Expected = step.Expected,
            Shift = step.Shift,
            DelayFrames = step.FromFrames,
        };
    }

    /// <summary>Inserted sound that is like the sound before it is a repeat.</summary>
    private static DropoutKind Inserted(AlignedCapture capture, int channel, DelayPath path, DelayStep step, int frames)
    {
        var from = step.Frame + (int)Math.Round(step.FromFrames);
        var inserted = capture.Region(channel, from, frames).ToArray();
        var before = capture.Region(channel, from - frames, frames);
        var energy = InnerProduct.Energy(inserted);
        return energy > 4 * path.NoiseVariance * frames && InnerProduct.Correlation(inserted, before) > 0.5 ? DropoutKind.Repeat : DropoutKind.Insert;
    }
}
