namespace KosSound.Signals.Stimuli;

/// <summary>Lays out stimuli: everything measured from one play, for rates 8 000 … 192 000 Hz, 8 … 32 bit, 1 … 8 channels.</summary>
public static class StimulusPlanner
{
    /// <summary>Frequency of the level, distortion and noise tones: prime, as AES17 recommends, so that it never locks to the rate.</summary>
    public const double ToneHz = 997;

    private const double MarkerSeconds = 0.1;
    private const double LeadSeconds = 0.5;
    private const double PayloadSeconds = 0.2;
    private const int PayloadMinimumBits = 2;
    private const int LeastSteps = 4;
    private static readonly double[] StairsDb = [-20, -16, -12, -8, -4, -1];

    /// <summary>
    /// The composite stimulus: silence, marker, a sweep per channel, multitone, the same sweeps again, tones, staircase, payload
    /// (digital), marker. About 2.1 s + 0.6 s per channel digital, 2.8 s + 0.9 s electrical, 6.0 s + 2 s acoustic. It ends on sound,
    /// so that a device which loses the end of a play loses something that is heard; go on recording for <see cref="Tail"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A format or option out of range, with its value.</exception>
    public static StimulusPlan Composite(PcmFormat format, LoopbackKind loopback, StimulusOptions? options = null)
    {
        options ??= new StimulusOptions();
        Check(format, options);
        var timings = StimulusTimings.For(loopback, options.DecaySeconds);
        var builder = new PlanBuilder(format);
        builder.Silence(SegmentNames.SilenceStart, LeadSeconds);
        AddMarker(builder, format, options, SegmentNames.MarkerStart);
        builder.Gap(timings.Decay);
        AddSweeps(builder, format, options, timings, repeat: 1);
        AddMultitone(builder, format, options, timings);
        AddSweeps(builder, format, options, timings, repeat: 2);
        AddTone(builder, timings, SegmentNames.Tone, options.LevelDbfs, timings.LevelTone);
        if (StimulusCapabilities.HasLowTone(format.BitDepth))
            AddTone(builder, timings, SegmentNames.LowTone, StimulusCapabilities.LowToneDbfs, timings.Tone);
        if (StimulusCapabilities.HasFaintTone(format.BitDepth))
            AddTone(builder, timings, SegmentNames.FaintTone, StimulusCapabilities.FaintToneDbfs, timings.Tone);
        AddStaircase(builder, options, timings);
        if (options.IncludePayload ?? loopback == LoopbackKind.Digital)
            AddPayload(builder, format, options, timings, PayloadSeconds);
        AddMarker(builder, format, options, SegmentNames.MarkerEnd);
        return builder.Build(loopback, options);
    }

    /// <summary>How long to listen after a composite before anything else is played: the decay of its last sound, and what the path holds.</summary>
    public static TimeSpan Tail(LoopbackKind loopback, StimulusOptions? options = null)
    {
        var timings = StimulusTimings.For(loopback, options?.DecaySeconds);
        return TimeSpan.FromSeconds(Math.Max(timings.Tail, timings.Decay));
    }

    /// <summary>A play of 0.2 s with one marker, to measure the latency of restarts.</summary>
    /// <exception cref="ArgumentException">A format or option out of range, with its value.</exception>
    public static StimulusPlan Restart(PcmFormat format, LoopbackKind loopback, StimulusOptions? options = null)
    {
        options ??= new StimulusOptions();
        Check(format, options);
        var builder = new PlanBuilder(format);
        builder.Silence(SegmentNames.SilenceStart, 0.05);
        AddMarker(builder, format, options, SegmentNames.MarkerStart);
        builder.Silence(SegmentNames.SilenceEnd, 0.05);
        return builder.Build(loopback, options);
    }

    /// <summary>A marker, then nothing but payload: finds every lost, repeated or altered frame of a long play.</summary>
    /// <param name="format">Format to play in.</param>
    /// <param name="duration">Length of the payload, 10 ms … 10 minutes.</param>
    /// <param name="options">Level and seed; the payload stays below the set level unless full scale is allowed.</param>
    /// <exception cref="ArgumentException">A format, option or duration out of range, or a level that leaves the payload fewer
    /// than two bits.</exception>
    public static StimulusPlan Payload(PcmFormat format, TimeSpan duration, StimulusOptions? options = null)
    {
        options ??= new StimulusOptions();
        Check(format, options);
        if (duration < TimeSpan.FromMilliseconds(10) || duration > TimeSpan.FromMinutes(10))
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "a payload lasts 10 ms to 10 minutes");
        var timings = StimulusTimings.For(LoopbackKind.Digital, options.DecaySeconds);
        var builder = new PlanBuilder(format);
        builder.Silence(SegmentNames.SilenceStart, 0.05);
        AddMarker(builder, format, options, SegmentNames.MarkerStart);
        builder.Gap(timings.Decay);
        if (!AddPayload(builder, format, options, timings, duration.TotalSeconds))
            throw new ArgumentException($"{options.LevelDbfs} dBFS leaves a payload of {format.BitDepth} bit fewer than {PayloadMinimumBits} bits", nameof(options));
        builder.Silence(SegmentNames.SilenceEnd, timings.Tail);
        return builder.Build(LoopbackKind.Digital, options);
    }

    /// <summary>Bits of a payload sample that stay at or below a level.</summary>
    internal static int PayloadBits(int bitDepth, double levelDbfs) =>
        bitDepth - (int)Math.Ceiling(-levelDbfs / StimulusCapabilities.DbPerBit - 1e-9);

    private static void AddMarker(PlanBuilder builder, PcmFormat format, StimulusOptions options, string name) => builder.Add(new Segment
    {
        Kind = SegmentKind.Marker,
        Name = name,
        StartFrame = 0,
        Frames = builder.FramesOf(MarkerSeconds),
        LevelDbfs = options.LevelDbfs,
        StartHz = Math.Min(1_000, format.RateHz / 16.0),
        EndHz = Math.Min(8_000, 0.4 * format.RateHz),
        FadeFrames = builder.FramesOf(MarkerSeconds / 10),
    });

    private static void AddSweeps(PlanBuilder builder, PcmFormat format, StimulusOptions options, StimulusTimings timings, int repeat)
    {
        var frames = builder.FramesOf(timings.Sweep);
        var shape = SweepShape.Near20Hz(frames, format.RateHz, 0.49 * format.RateHz);
        // Both fades end before the judged band begins: the upper margin is the shorter one.
        var margin = Math.Min(
            shape.SecondsOf(StimulusCapabilities.JudgedLowHz),
            shape.Seconds - shape.SecondsOf(StimulusCapabilities.JudgedHighHz(format.RateHz)));
        for (var channel = 0; channel < format.Channels; channel++)
        {
            builder.Add(new Segment
            {
                Kind = SegmentKind.Sweep,
                Name = SegmentNames.Sweep(repeat, channel),
                StartFrame = 0,
                Frames = frames,
                Channel = channel,
                LevelDbfs = options.LevelDbfs,
                StartHz = shape.StartHz,
                EndHz = shape.EndHz,
                FadeFrames = (int)(0.95 * margin * format.RateHz),
            });
            builder.Gap(timings.Decay);
        }
    }

    private static void AddMultitone(PlanBuilder builder, PcmFormat format, StimulusOptions options, StimulusTimings timings)
    {
        var period = 1 << (int)Math.Round(Math.Log2(timings.Period * format.RateHz));
        var fade = builder.FramesOf(timings.Fade);
        builder.Add(new Segment
        {
            Kind = SegmentKind.Multitone,
            Name = SegmentNames.Multitone,
            StartFrame = 0,
            Frames = fade + builder.FramesOf(timings.Decay) + period + fade,
            LevelDbfs = options.LevelDbfs,
            TonesHz = MultitoneBins.Choose(format, period),
            PeriodFrames = period,
            FadeFrames = fade,
        });
        builder.Gap(timings.Decay);
    }

    private static void AddTone(PlanBuilder builder, StimulusTimings timings, string name, double levelDbfs, double seconds)
    {
        builder.Add(new Segment
        {
            Kind = SegmentKind.Tone,
            Name = name,
            StartFrame = 0,
            Frames = builder.FramesOf(seconds),
            LevelDbfs = levelDbfs,
            TonesHz = [[ToneHz]],
            FadeFrames = builder.FramesOf(timings.Fade),
        });
        builder.Gap(timings.Decay);
    }

    private static void AddStaircase(PlanBuilder builder, StimulusOptions options, StimulusTimings timings)
    {
        builder.Add(new Segment
        {
            Kind = SegmentKind.Staircase,
            Name = SegmentNames.Staircase,
            StartFrame = 0,
            Frames = builder.FramesOf(timings.Step) * StairsDb.Length,
            LevelDbfs = options.LevelDbfs + StairsDb[^1],
            TonesHz = [[ToneHz]],
            StepsDbfs = [.. StairsDb.Select(db => options.LevelDbfs + db)],
            FadeFrames = builder.FramesOf(timings.Fade),
        });
        builder.Gap(timings.Decay);
    }

    private static bool AddPayload(PlanBuilder builder, PcmFormat format, StimulusOptions options, StimulusTimings timings, double seconds)
    {
        var levelDbfs = options.AllowFullScale ? 0 : options.LevelDbfs;
        if (PayloadBits(format.BitDepth, levelDbfs) < PayloadMinimumBits)
            return false;
        builder.Add(new Segment
        {
            Kind = SegmentKind.Payload,
            Name = SegmentNames.Payload,
            StartFrame = 0,
            Frames = builder.FramesOf(seconds),
            LevelDbfs = levelDbfs,
            FadeFrames = Math.Min(builder.FramesOf(timings.Fade), builder.FramesOf(seconds) / 4),
        });
        builder.Gap(timings.Decay);
        return true;
    }

    private static void Check(PcmFormat format, StimulusOptions options)
    {
        if (StimulusCapabilities.WhyNoStimulus(format) is { } reason)
            throw new ArgumentException($"no stimulus for {format}: {reason}", nameof(format));
        options.Validate();
        var steps = PortableMath.Amplitude(options.LevelDbfs) * format.FullScale;
        if (steps < LeastSteps)
            throw new ArgumentException(FormattableString.Invariant(
                $"at {options.LevelDbfs} dBFS a sound of {format.BitDepth} bit is {steps:F1} steps high, at least {LeastSteps} are needed"), nameof(options));
    }
}
