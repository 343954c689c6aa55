using KosSound.Analysis.Alignment;
using KosSound.Analysis.Resampling;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// What a capture differs by from what it should be: where the stimulus repeats itself, one repeat from the other, so that
/// everything the loop does alike both times cancels, its distortion included; elsewhere captured less predicted sound, without
/// the harmonics of a steady tone.
/// </summary>
internal static class DifferenceSignal
{
    private const double LeadSeconds = 0.005;

    /// <summary>A repeat with no more than so many times the noise's energy in it is as predicted.</summary>
    public const double MostNoise = 1.3;

    /// <summary>A stretch to search for events.</summary>
    /// <param name="Start">First frame of the reference.</param>
    /// <param name="RepeatStart">First frame of the other repeat; null where there is none.</param>
    /// <param name="Samples">The difference, scaled to the noise of one capture.</param>
    /// <param name="Twin">The same of the other repeat, where either is compared with its prediction: what that errs by is in both.</param>
    public sealed record Stretch(int Start, int? RepeatStart, double[] Samples, double[]? Twin = null);

    /// <summary>Stretches that together cover the stimulus once, and each repeat once more where its prediction is as good as the noise.</summary>
    public static IReadOnlyList<Stretch> Stretches(ReferenceSound reference, DelayPath path)
    {
        var pairs = Pairs(reference, path.Predicted.Length);
        // Below 300 Hz the gated path predicts the tones of the multitone less well: what is left of them, 3 dB above the noise, is no event.
        var (captured, predicted) = (LowCut.Of(path.Corrected, reference.RateHz), LowCut.Of(path.Predicted, reference.RateHz));
        var rest = Residual(reference, captured, predicted);
        var stretches = new List<Stretch>();
        var covered = pairs.SelectMany(p => new[] { (Start: p.First, p.Frames), (Start: (int)p.Second, Frames: p.Frames + (p.Second % 1 == 0 ? 0 : 1)) }).OrderBy(p => p.Start).ToList();
        var at = 0;
        foreach (var (start, frames) in covered)
        {
            if (start > at)
                stretches.Add(new Stretch(at, null, rest[at..start]));
            at = Math.Max(at, start + frames);
        }
        if (at < rest.Length)
            stretches.Add(new Stretch(at, null, rest[at..]));
        foreach (var (first, second, frames) in pairs)
        {
            var repeat = (int)Math.Round(second);
            stretches.Add(new Stretch(first, repeat, Difference(captured, first, second, frames)));
            // Either repeat alone stands twice as far out of the noise, where that is all the prediction errs by.
            if (new[] { first, repeat }.All(start => InnerProduct.Energy(rest.AsSpan(start, frames)) < MostNoise * path.NoiseVariance * frames))
                stretches.AddRange(Alone(first, repeat), Alone(repeat, first));

            Stretch Alone(int start, int twin) => new(start, null, rest[start..(start + frames)], rest[twin..(twin + frames)]);
        }
        foreach (var stretch in stretches)
            LimitBand(stretch.Samples, Math.Min(1, 1 / reference.FramesPerStimulusFrame));
        return stretches;
    }

    /// <summary>
    /// Keeps what lies below 0.45 of the lower rate: above, interpolation between two clocks is not flat and depends on the phase.
    /// </summary>
    /// <param name="samples">Changed in place.</param>
    /// <param name="share">Lower rate over that of the capture.</param>
    private static void LimitBand(double[] samples, double share)
    {
        var fft = RealFft.Holding(samples.Length);
        var spectrum = Spectrum.Of(samples, fft);
        var (from, to) = (0.40 * share * fft.Size, 0.45 * share * fft.Size);
        for (var bin = (int)from; bin < fft.Bins; bin++)
        {
            var weight = bin >= to ? 0 : bin <= from ? 1 : 0.5 + 0.5 * Math.Cos(Math.PI * (bin - from) / (to - from));
            (spectrum.Real[bin], spectrum.Imaginary[bin]) = (weight * spectrum.Real[bin], weight * spectrum.Imaginary[bin]);
        }
        fft.Inverse(spectrum, samples);
    }

    private static double[] Difference(double[] captured, int first, double second, int frames)
    {
        var difference = new double[frames];
        if (second % 1 == 0)
            captured.AsSpan((int)second, frames).CopyTo(difference);
        else
            SincInterpolator.FullBand.Fill(captured, second, 1, difference);
        for (var i = 0; i < frames; i++)
            difference[i] = Math.Sqrt(0.5) * (difference[i] - captured[first + i]);
        return difference;
    }

    /// <summary>The sweeps of all channels with their silences, and the markers with what rings before and after; a repeat may begin between two frames.</summary>
    private static List<(int First, double Second, int Frames)> Pairs(ReferenceSound reference, int frames)
    {
        var lead = (int)(LeadSeconds * reference.RateHz);
        var pairs = new List<(int First, double Second, int Frames)>();
        var markers = reference.Markers;
        if (markers.Count > 1)
            Add(markers[0].Start - lead, Distance(markers[0].Segment, markers[^1].Segment), lead + markers[0].Samples.Length + lead);
        if (reference.Sweeps is { Count: > 0 } sweeps)
        {
            var first = sweeps[0].Starts[0] + sweeps[0].Lead - lead;
            var second = reference.Find(SegmentNames.Sweep(2, sweeps[0].Channel))!;
            Add(first, Distance(sweeps[0].Segment, second), sweeps[^1].Starts[0] + sweeps[^1].Frames - first);
        }
        return [.. pairs.OrderBy(p => p.First)];

        double Distance(Segment a, Segment b) => (b.StartFrame - a.StartFrame) * reference.FramesPerStimulusFrame;

        void Add(int first, double distance, int length)
        {
            // The stimulus ends on the second marker: the frame after it is none.
            length = Math.Min(length, Math.Min((int)distance, (int)(frames - first - distance)) - 1);
            if (first >= 0 && length > lead)
                pairs.Add((first, first + distance, length));
        }
    }

    /// <summary>Parts of the stimulus in which one tone sounds without a change, of whose difference nothing of the tone or its harmonics is left.</summary>
    /// <param name="reference">The stimulus.</param>
    /// <param name="frames">Frames of it that there are.</param>
    public static IEnumerable<(int From, int To, double ToneHz)> SteadyParts(ReferenceSound reference, int frames)
    {
        foreach (var segment in reference.Stimulus.Plan.Segments.Where(s => s.Kind is SegmentKind.Tone or SegmentKind.Staircase))
        {
            var parts = segment.StepsDbfs?.Count ?? 1;
            var (start, length) = (reference.StartOf(segment), (reference.EndOf(segment) - reference.StartOf(segment)) / parts);
            var fade = (int)Math.Ceiling(segment.FadeFrames * reference.FramesPerStimulusFrame);
            for (var part = 0; part < parts; part++)
            {
                var (from, to) = (start + part * length + fade, Math.Min(start + (part + 1) * length - fade, frames));
                if (to - from > 8 * fade)
                    yield return (from, to, segment.TonesHz![0][0]);
            }
        }
    }

    private static double[] Residual(ReferenceSound reference, double[] captured, double[] predicted)
    {
        var rest = new double[predicted.Length];
        for (var i = 0; i < rest.Length; i++)
            rest[i] = captured[i] - predicted[i];
        foreach (var (from, to, toneHz) in SteadyParts(reference, rest.Length))
            RemoveHarmonics(rest.AsSpan(from, to - from), Clipped(rest.AsSpan(from, to - from)), toneHz, reference);
        return rest;
    }

    /// <summary>Samples held within six times their median magnitude: what stands out shall not be taken for a part of the tone.</summary>
    private static double[] Clipped(ReadOnlySpan<double> samples)
    {
        var (limit, clipped) = (6 * OrderStatistic.MedianMagnitude(samples), samples.ToArray());
        for (var i = 0; i < clipped.Length; i++)
            clipped[i] = Math.Clamp(clipped[i], -limit, limit);
        return clipped;
    }

    /// <summary>Takes a tone and its harmonics out, as far as they are steady.</summary>
    private static void RemoveHarmonics(Span<double> samples, double[] steady, double toneHz, ReferenceSound reference)
    {
        var (weights, weighted) = (0.0, steady);
        for (var i = 0; i < weighted.Length; i++)
        {
            var weight = 1 - Math.Cos(2 * Math.PI * (i + 0.5) / weighted.Length);
            (weighted[i], weights) = (weight * weighted[i], weights + weight);
        }
        var wave = new HarmonicWave(samples.Length, toneHz / reference.RateHz);
        for (var n = 1; n * toneHz < 0.95 * reference.NyquistHz && n <= 24; n++, wave.Next())
            wave.Subtract(samples, 2 * InnerProduct.Of(weighted, wave.Cos) / weights, 2 * InnerProduct.Of(weighted, wave.Sin) / weights);
    }
}
