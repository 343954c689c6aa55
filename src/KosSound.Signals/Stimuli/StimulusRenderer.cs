namespace KosSound.Signals.Stimuli;

/// <summary>
/// Turns a plan into samples and bytes: the same for the same plan on every platform. Samples are rounded to the nearest code
/// without dither: a digital loop is compared bit for bit, both sweeps must be identical, and at the levels used the distortion
/// of rounding lies below the noise that dither would add.
/// </summary>
public static class StimulusRenderer
{
    /// <summary>Renders a plan.</summary>
    /// <exception cref="ArgumentException">The plan is inconsistent; every fault is named.</exception>
    public static Stimulus Render(StimulusPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (StimulusPlanCheck.Faults(plan) is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(plan));
        var signal = new Signal(plan.Format.RateHz, plan.Format.Channels, plan.Frames);
        var sweeps = new Dictionary<Segment, double[]>();
        foreach (var segment in plan.Segments)
            RenderSegment(plan, segment, signal, sweeps);
        var pcm = PcmCodec.Encode(signal, plan.Format);
        return new Stimulus(plan, PcmCodec.Decode(pcm, plan.Format), pcm);
    }

    private static void RenderSegment(StimulusPlan plan, Segment segment, Signal signal, Dictionary<Segment, double[]> sweeps)
    {
        for (var channel = 0; channel < signal.Channels; channel++)
        {
            if ((segment.Channel ?? channel) != channel)
                continue;
            var target = signal[channel].Slice(segment.StartFrame, segment.Frames);
            switch (segment.Kind)
            {
                case SegmentKind.Marker:
                    Wave(target, segment, plan, Chirp(segment, plan.Format.RateHz));
                    break;
                case SegmentKind.Sweep:
                    Sweep(target, segment, plan, sweeps);
                    break;
                case SegmentKind.Multitone:
                    MultitoneRenderer.Render(target, segment, channel, plan);
                    Fade(target, segment.FadeFrames);
                    break;
                case SegmentKind.Tone:
                    Wave(target, segment, plan, Tone(segment, channel, plan.Format.RateHz));
                    break;
                case SegmentKind.Staircase:
                    Staircase(target, segment, channel, plan);
                    break;
                case SegmentKind.Payload:
                    Payload(target, segment, channel, plan);
                    break;
            }
        }
    }

    private static void Wave(Span<double> target, Segment segment, StimulusPlan plan, Func<int, double> value)
    {
        var amplitude = Amplitude(segment.LevelDbfs!.Value, plan.Format);
        for (var frame = 0; frame < target.Length; frame++)
            target[frame] = amplitude * value(frame);
        Fade(target, segment.FadeFrames);
    }

    /// <summary>A linear chirp from zero phase.</summary>
    private static Func<int, double> Chirp(Segment segment, int rateHz)
    {
        var (start, end, seconds) = (segment.StartHz!.Value, segment.EndHz!.Value, (double)segment.Frames / rateHz);
        return frame =>
        {
            var t = (double)frame / rateHz;
            return PortableMath.SinTurns(t * (start + (end - start) / (2 * seconds) * t));
        };
    }

    private static Func<int, double> Tone(Segment segment, int channel, int rateHz)
    {
        var tones = segment.TonesHz!;
        var turnsPerFrame = tones[Math.Min(channel, tones.Count - 1)][0] / rateHz;
        return frame => PortableMath.SinTurns(frame * turnsPerFrame);
    }

    /// <summary>Sweeps differ in place and channel only: each shape is computed once.</summary>
    private static void Sweep(Span<double> target, Segment segment, StimulusPlan plan, Dictionary<Segment, double[]> sweeps)
    {
        var key = segment with { Name = "", StartFrame = 0, Channel = null };
        if (!sweeps.TryGetValue(key, out var samples))
        {
            var shape = SweepShape.Of(segment, plan.Format.RateHz);
            samples = new double[segment.Frames];
            Wave(samples, segment, plan, frame => shape.Value((double)frame / plan.Format.RateHz));
            sweeps.Add(key, samples);
        }
        samples.CopyTo(target);
    }

    /// <summary>Every step rises from silence and returns to it, so that no step clicks.</summary>
    private static void Staircase(Span<double> target, Segment segment, int channel, StimulusPlan plan)
    {
        var steps = segment.StepsDbfs!;
        var length = segment.Frames / steps.Count;
        var tone = Tone(segment, channel, plan.Format.RateHz);
        for (var step = 0; step < steps.Count; step++)
            Wave(target.Slice(step * length, length), segment with { LevelDbfs = steps[step] }, plan, tone);
    }

    private static void Payload(Span<double> target, Segment segment, int channel, StimulusPlan plan)
    {
        var bits = StimulusPlanner.PayloadBits(plan.Format.BitDepth, segment.LevelDbfs!.Value);
        var sequence = new PayloadSequence(plan.Seed, channel);
        var lsb = plan.Format.LsbFs;
        for (var frame = 0; frame < target.Length; frame++)
            target[frame] = sequence.NextCode(bits) * lsb;
        Fade(target, segment.FadeFrames);
    }

    /// <summary>Raised cosine over the first and last frames.</summary>
    private static void Fade(Span<double> target, int fadeFrames)
    {
        for (var i = 0; i < fadeFrames; i++)
        {
            var gain = PortableMath.Rise((double)i / fadeFrames);
            target[i] *= gain;
            target[^(i + 1)] *= gain;
        }
    }

    /// <summary>+1.0 has no code: 0 dBFS means the highest code, so that nothing is flattened.</summary>
    internal static double Amplitude(double levelDbfs, PcmFormat format) =>
        Math.Min(PortableMath.Amplitude(levelDbfs), 1 - format.LsbFs);
}
