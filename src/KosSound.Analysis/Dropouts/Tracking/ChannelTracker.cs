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

    /// <summary>A block is judged whole only where its prediction is so much stronger than the noise.</summary>
    private const double LeastSnr = 4;

    /// <summary>Below this correlation a block does not hold the predicted sound.</summary>
    private const double LeastCoherence = 0.5;

    /// <summary>The end is lost when its gain lies so many standard deviations below what is expected.</summary>
    private const double LeastSigmas = 6;

    /// <summary>A disturbance up to this length, with nothing silenced, is a click.</summary>
    private const double ClickSeconds = 0.001;

    /// <summary>A disturbance stands out when it is so many times as high as the median of what came before it.</summary>
    private const double LeastHeight = 3;
    private const double CalmSeconds = 0.01;

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
        var disturbances = Transients(capture, path).Concat(Incoherent(capture, path)).Where(e => !gain.Value.Explains(e.Frame, e.Frames)).OrderBy(e => e.Frame).ToList();
        var margin = (int)(BlockSeconds * capture.Reference.RateHz);
        disturbances.RemoveAll(d => steps.Any(s => d.Frame <= Math.Max(s.Latest, s.End) + margin && d.End >= s.Earliest - margin));
        var named = Joined(disturbances, margin).Select(d => Named(capture, path, d));
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
            if (!(gain < LeastCoherence && 1 - gain > LeastSigmas * sigma))
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
        return energy > 4 * path.NoiseVariance * frames && Correlation(inserted, before) > 0.5 ? DropoutKind.Repeat : DropoutKind.Insert;
    }

    private static IEnumerable<TrackedEvent> Transients(AlignedCapture capture, DelayPath path)
    {
        var (reference, rounding) = (capture.Reference, Math.Pow(capture.Reference.Stimulus.Plan.Format.LsbFs, 2));
        // Below 300 Hz the prediction errs by more than a click: which of two sweeps holds it is told by what lies above.
        var rest = path.Corrected.Zip(path.Predicted, (captured, predicted) => captured - predicted).ToArray();
        var above = new Lazy<double[]>(() => LowCut.Of(rest, reference.RateHz));
        foreach (var stretch in DifferenceSignal.Stretches(reference, path))
        {
            foreach (var (start, end, _) in TransientDetector.Find(stretch.Samples, reference.RateHz, rounding))
            {
                var frame = stretch.Start + start;
                if (stretch.RepeatStart is { } repeat && Energy(above.Value, repeat + start, end - start) > Energy(above.Value, frame, end - start))
                    frame = repeat + start;
                // And so is its moment, unless it stands out of that as it is.
                var calm = Math.Min(frame, (int)(CalmSeconds * reference.RateHz));
                var around = calm == 0 ? 0 : OrderStatistic.MedianMagnitude(rest.AsSpan(frame - calm, calm));
                var plain = Largest(rest, frame, end - start) > LeastHeight * around;
                var (from, frames) = Core(plain ? rest : above.Value, frame, end - start);
                yield return new TrackedEvent { Kind = DropoutKind.Altered, Frame = from, Frames = frames, Earliest = from, Latest = from + frames };
            }
        }
    }

    /// <summary>Blocks that hold something else than was predicted, two that overlap by half at least.</summary>
    private static IEnumerable<TrackedEvent> Incoherent(AlignedCapture capture, DelayPath path)
    {
        var hop = (int)(BlockSeconds * capture.Reference.RateHz) / 2;
        var block = 2 * hop;
        var energies = Enumerable.Range(0, Math.Max(0, path.Predicted.Length / hop - 1)).Select(b => InnerProduct.Energy(path.Predicted.AsSpan(b * hop, block))).ToArray();
        var least = Math.Max(LeastSnr * path.NoiseVariance * block, 1e-3 * energies.Max());
        bool Lost(int b) => energies[b] > least
            && Correlation(path.Corrected.AsSpan(b * hop, block), path.Predicted.AsSpan(b * hop, block)) < LeastCoherence;
        for (var b = 0; b < energies.Length; b++)
        {
            if (!Lost(b))
                continue;
            var first = b;
            while (b + 1 < energies.Length && Lost(b + 1))
                b++;
            if (b > first)
                yield return new TrackedEvent { Kind = DropoutKind.Altered, Frame = first * hop, Frames = (b - first) * hop + block, Earliest = first * hop, Latest = b * hop + block };
        }
    }

    private static List<TrackedEvent> Joined(List<TrackedEvent> events, int margin)
    {
        var joined = new List<TrackedEvent>();
        foreach (var e in events)
        {
            if (joined.Count > 0 && e.Frame <= joined[^1].End + margin)
                joined[^1] = joined[^1] with { Frames = Math.Max(joined[^1].End, e.End) - joined[^1].Frame, Latest = Math.Max(joined[^1].Latest, e.Latest) };
            else
                joined.Add(e);
        }
        return joined;
    }

    private static TrackedEvent Named(AlignedCapture capture, DelayPath path, TrackedEvent e)
    {
        var captured = path.Corrected.AsSpan(e.Frame, e.Frames);
        var predicted = path.Predicted.AsSpan(e.Frame, e.Frames);
        var kind = DropoutKind.Altered;
        if (InnerProduct.Energy(predicted) > 4 * path.NoiseVariance * e.Frames && InnerProduct.Energy(captured) < 0.25 * InnerProduct.Energy(predicted) + 2 * path.NoiseVariance * e.Frames)
            kind = DropoutKind.ZeroFill;
        else if (e.Frames <= ClickSeconds * capture.Reference.RateHz)
            kind = DropoutKind.Click;
        else if (e.Frame >= e.Frames && Correlation(captured, path.Corrected.AsSpan(e.Frame - e.Frames, e.Frames)) > 0.8 && Correlation(captured, predicted) < LeastCoherence)
            kind = DropoutKind.Repeat;
        return e with { Kind = kind, Likeness = kind is DropoutKind.Altered or DropoutKind.Click ? Correlation(captured, predicted) : null };
    }

    /// <summary>The part of a stretch in which the difference lies, by its magnitude.</summary>
    private static (int Frame, int Frames) Core(double[] rest, int frame, int frames)
    {
        var (end, largest) = (Math.Min(frame + frames, rest.Length), Largest(rest, frame, frames));
        var (first, last) = (frame, end - 1);
        while (first < last && Math.Abs(rest[first]) < 0.4 * largest)
            first++;
        while (last > first && Math.Abs(rest[last]) < 0.4 * largest)
            last--;
        return (first, last - first + 1);
    }

    private static double Largest(double[] rest, int frame, int frames)
    {
        var largest = 0.0;
        for (var i = frame; i < Math.Min(frame + frames, rest.Length); i++)
            largest = Math.Max(largest, Math.Abs(rest[i]));
        return largest;
    }

    private static double Energy(double[] rest, int frame, int frames)
    {
        var (from, to) = (Math.Clamp(frame, 0, rest.Length), Math.Clamp(frame + frames, 0, rest.Length));
        return InnerProduct.Energy(rest.AsSpan(from, to - from));
    }

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var energies = InnerProduct.Energy(a) * InnerProduct.Energy(b);
        return energies > 0 ? InnerProduct.Of(a, b) / Math.Sqrt(energies) : 0;
    }
}
