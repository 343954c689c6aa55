using KosSound.Analysis.Alignment;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>Finds stretches of captured sound that are not what they should be, in their place.</summary>
internal static class Disturbances
{
    private const double BlockSeconds = 0.005;

    /// <summary>A block is judged whole only where its prediction is so much stronger than the noise.</summary>
    private const double LeastSnr = 4;

    /// <summary>Below this correlation a block does not hold the predicted sound.</summary>
    public const double LeastCoherence = 0.5;

    /// <summary>And where it is not what is left of a sound so much stronger within this time before it: of that the gate cuts a part off.</summary>
    private const double TailShare = 0.01;
    private const double MemorySeconds = 0.1;

    /// <summary>Energy of a repeat's difference over that of the sound from which on it is another sound.</summary>
    private const double ForeignShare = 0.2;

    /// <summary>A disturbance up to this length, with nothing silenced, is a click.</summary>
    private const double ClickSeconds = 0.001;

    /// <summary>What both repeats differ by from their prediction is assumed so many times over: it is not spread evenly.</summary>
    private const double SharedMargin = 2;

    /// <summary>So long after a tone began a room does not add to it any more.</summary>
    private const double SettlingSeconds = 0.3;

    /// <summary>A disturbance stands out when it is so many times as high as the median of what came before it.</summary>
    private const double LeastHeight = 3;
    private const double CalmSeconds = 0.01;

    /// <summary>Stretches in which something happened, as yet without name, in no order; several may be parts of one.</summary>
    /// <param name="capture">The capture.</param>
    /// <param name="path">The path, its gain followed.</param>
    /// <param name="unlevelled">The same before its gain was followed; the very same one where nothing had to be.</param>
    public static IEnumerable<TrackedEvent> Find(AlignedCapture capture, DelayPath path, DelayPath unlevelled)
    {
        var stretches = DifferenceSignal.Stretches(capture.Reference, path);
        var rest = path.Corrected.Zip(path.Predicted, (captured, predicted) => captured - predicted).ToArray();
        // Below 300 Hz the prediction errs by more than a click: which of two sweeps holds it is told by what lies above.
        var above = LowCut.Of(rest, capture.Reference.RateHz);
        var transients = Transients(capture, path, unlevelled, stretches, rest, above).ToList();
        // What stands out has its moment told better.
        var unlike = Unlike(capture, path, stretches, above).Where(u => !transients.Exists(t => t.Frame < u.End && u.Frame < t.End));
        return transients.Concat(unlike).Concat(Incoherent(capture, path));
    }

    private static IEnumerable<TrackedEvent> Transients(
        AlignedCapture capture, DelayPath path, DelayPath unlevelled, IReadOnlyList<DifferenceSignal.Stretch> stretches, double[] rest, double[] above)
    {
        var (reference, rounding) = (capture.Reference, Math.Pow(capture.Reference.Stimulus.Plan.Format.LsbFs, 2));
        // A gain is followed by the prediction, which errs where a sound is low, and by steps: what it alone makes of two repeats or a steady tone is no event.
        var before = new Lazy<Dictionary<(int, int?, bool), DifferenceSignal.Stretch>>(() =>
            DifferenceSignal.Stretches(reference, unlevelled).ToDictionary(s => (s.Start, s.RepeatStart, s.Twin is null)));
        var late = Error(0, path.Predicted.Length);
        var steady = DifferenceSignal.SteadyParts(reference, path.Predicted.Length).ToList();
        foreach (var stretch in stretches)
        {
            // From one repeat to the other nothing is predicted, and of a steady tone all is taken out that the prediction errs by; but it begins and ends.
            var crests = stretch.RepeatStart is null ? Error(stretch.Start, stretch.Samples.Length) : null;
            double LeastVariance(int frame, int frames) => crests is null ? rounding : new[]
            {
                rounding,
                IsSteady(stretch.Start + frame, frames, SettlingSeconds) ? 0 : late.LateIn(stretch.Start + frame, frames),
                IsSteady(stretch.Start + frame, frames, 0) ? 0 : crests.CrestsIn(frame, frames),
                stretch.Twin is { } twin ? SharedError(twin, frame, frames) : 0,
            }.Max();
            IReadOnlyList<(int Start, int End, double Z)>? hitsBefore = null;
            foreach (var (start, end, _) in TransientDetector.Find(stretch.Samples, reference.RateHz, LeastVariance))
            {
                if (path != unlevelled && (stretch.RepeatStart is not null || IsSteady(stretch.Start + start, end - start, SettlingSeconds)) && !(hitsBefore ??= HitsBefore(stretch, LeastVariance)).Any(r => r.Start < end && start < r.End))
                    continue;
                var frame = stretch.Start + start;
                if (stretch.RepeatStart is { } repeat && Energy(above, repeat + start, end - start) > Energy(above, frame, end - start))
                    frame = repeat + start;
                // And so is its moment, unless it stands out of that as it is.
                var calm = Math.Min(frame, (int)(CalmSeconds * reference.RateHz));
                var around = calm == 0 ? 0 : OrderStatistic.MedianMagnitude(rest.AsSpan(frame - calm, calm));
                var plain = Largest(rest, frame, end - start) > LeastHeight * around;
                var (from, frames) = Core(plain ? rest : above, frame, end - start);
                yield return new TrackedEvent { Kind = DropoutKind.Altered, Frame = from, Frames = frames, Earliest = from, Latest = from + frames };
            }
        }

        IReadOnlyList<(int Start, int End, double Z)> HitsBefore(DifferenceSignal.Stretch stretch, Func<int, int, double> leastVariance) =>
            before.Value.TryGetValue((stretch.Start, stretch.RepeatStart, stretch.Twin is null), out var same) ? TransientDetector.Find(same.Samples, reference.RateHz, leastVariance) : [];

        // Five times as long as a click: noise alone does not reach so much.
        double SharedError(double[] twin, int frame, int frames)
        {
            var reach = (int)(ClickSeconds * reference.RateHz);
            var (from, end) = (Math.Max(0, frame - reach), Math.Min(twin.Length, frame + frames + reach));
            var variance = InnerProduct.Energy(twin.AsSpan(from, end - from)) / (end - from);
            return variance > DifferenceSignal.MostNoise * path.NoiseVariance ? SharedMargin * variance : 0;
        }

        bool IsSteady(int frame, int frames, double since) => steady.Exists(s => s.From + (int)(since * reference.RateHz) <= frame && frame + frames <= s.To);

        PredictionError Error(int start, int length) =>
            PredictionError.Of(path.Predicted.AsMemory(start, length), above.AsMemory(start, length), path.NoiseVariance, reference.RateHz);
    }

    /// <summary>
    /// Blocks in which two repeats are not alike, and one not as predicted: what lasts for some blocks, and rings on, does not stand out
    /// of what surrounds it. What a gain makes of a sound does not count, it is the level check's matter.
    /// </summary>
    private static IEnumerable<TrackedEvent> Unlike(AlignedCapture capture, DelayPath path, IReadOnlyList<DifferenceSignal.Stretch> stretches, double[] above)
    {
        var hop = (int)(BlockSeconds * capture.Reference.RateHz) / 2;
        var block = 2 * hop;
        var least = LeastSnr * path.NoiseVariance * block;
        var predicted = new Lazy<double[]>(() => LowCut.Of(path.Predicted, capture.Reference.RateHz));
        foreach (var stretch in stretches)
        {
            for (var at = 0; stretch.RepeatStart is { } repeat && at + block <= stretch.Samples.Length; at += hop)
            {
                var difference = InnerProduct.Energy(stretch.Samples.AsSpan(at, block));
                if (difference <= least)
                    continue;
                var frame = Energy(above, repeat + at, block) > Energy(above, stretch.Start + at, block) ? repeat + at : stretch.Start + at;
                var expected = predicted.Value.AsSpan(frame, block);
                var error = above.AsSpan(frame, block);
                var energy = InnerProduct.Energy(expected);
                // The part of the error that is the sound itself is a gain.
                var foreign = InnerProduct.Energy(error) - (energy == 0 ? 0 : Math.Pow(InnerProduct.Of(error, expected), 2) / energy);
                if (difference > ForeignShare * energy && foreign > Math.Max(least, ForeignShare * energy))
                    yield return new TrackedEvent { Kind = DropoutKind.Altered, Frame = frame, Frames = block, Earliest = frame, Latest = frame + block };
            }
        }
    }

    /// <summary>Blocks that hold something else than was predicted, two that overlap by half at least.</summary>
    private static IEnumerable<TrackedEvent> Incoherent(AlignedCapture capture, DelayPath path)
    {
        var hop = (int)(BlockSeconds * capture.Reference.RateHz) / 2;
        var block = 2 * hop;
        var energies = Enumerable.Range(0, Math.Max(0, path.Predicted.Length / hop - 1)).Select(b => InnerProduct.Energy(path.Predicted.AsSpan(b * hop, block))).ToArray();
        var (memory, least) = ((int)(MemorySeconds * capture.Reference.RateHz) / hop, Math.Max(LeastSnr * path.NoiseVariance * block, 1e-3 * energies.Max()));
        bool IsTail(int b) => energies.AsSpan(Math.Max(0, b - memory)..b).ContainsAnyExceptInRange(0, energies[b] / TailShare);
        bool Lost(int b) => energies[b] > least && !IsTail(b)
            && InnerProduct.Correlation(path.Corrected.AsSpan(b * hop, block), path.Predicted.AsSpan(b * hop, block)) < LeastCoherence;
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

    /// <summary>Disturbances in quick succession as one.</summary>
    public static List<TrackedEvent> Joined(List<TrackedEvent> events, int margin)
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

    /// <summary>A disturbance with what it is.</summary>
    public static TrackedEvent Named(AlignedCapture capture, DelayPath path, TrackedEvent e)
    {
        var captured = path.Corrected.AsSpan(e.Frame, e.Frames);
        var predicted = path.Predicted.AsSpan(e.Frame, e.Frames);
        var kind = DropoutKind.Altered;
        if (InnerProduct.Energy(predicted) > 4 * path.NoiseVariance * e.Frames && InnerProduct.Energy(captured) < 0.25 * InnerProduct.Energy(predicted) + 2 * path.NoiseVariance * e.Frames)
            kind = DropoutKind.ZeroFill;
        else if (e.Frames <= ClickSeconds * capture.Reference.RateHz)
            kind = DropoutKind.Click;
        else if (e.Frame >= e.Frames && InnerProduct.Correlation(captured, path.Corrected.AsSpan(e.Frame - e.Frames, e.Frames)) > 0.8 && InnerProduct.Correlation(captured, predicted) < LeastCoherence)
            kind = DropoutKind.Repeat;
        return e with { Kind = kind, Likeness = kind is DropoutKind.Altered or DropoutKind.Click ? InnerProduct.Correlation(captured, predicted) : null };
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
}
