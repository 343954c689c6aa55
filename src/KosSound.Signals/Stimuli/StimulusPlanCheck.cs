using System.Globalization;

namespace KosSound.Signals.Stimuli;

/// <summary>Finds what makes a plan impossible to render or to trust; plans come from files as well as from the planner.</summary>
internal static class StimulusPlanCheck
{
    /// <summary>Eleven minutes at 192 kHz: the longest payload with its surroundings.</summary>
    private const long MostFrames = 11L * 60 * 192_000;

    /// <summary>One line per fault; empty when the plan can be rendered.</summary>
    public static IReadOnlyList<string> Faults(StimulusPlan plan)
    {
        var faults = new List<string>();
        if (StimulusCapabilities.WhyNoStimulus(plan.Format) is { } reason)
            faults.Add($"format {plan.Format} has no stimulus, {reason}");
        if (!Enum.IsDefined(plan.Loopback))
            faults.Add(Text($"loopback {(int)plan.Loopback} is unknown"));
        if (!(plan.LevelDbfs is >= -60 and <= 0))
            faults.Add(Text($"levelDbfs {plan.LevelDbfs} lies outside -60 … 0"));
        if (plan.Seed < 1)
            faults.Add(Text($"seed {plan.Seed} is below 1"));
        if (plan.Segments is not { Count: > 0 })
            faults.Add("there are no segments");
        if (faults.Count == 0)
            CheckSegments(plan, faults);
        return faults;
    }

    private static void CheckSegments(StimulusPlan plan, List<string> faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var segment in plan.Segments)
        {
            if (segment is null)
            {
                faults.Add("a segment is null");
                return;
            }
            if (string.IsNullOrWhiteSpace(segment.Name) || !names.Add(segment.Name))
                faults.Add($"the name '{segment.Name}' is empty or used twice");
            if (segment.StartFrame < end)
                faults.Add(Text($"segment '{segment.Name}' starts at frame {segment.StartFrame}, before the one in front of it ends ({end})"));
            end = (long)segment.StartFrame + segment.Frames;
            if (segment.Frames < 1 || end > MostFrames)
                faults.Add(Text($"segment '{segment.Name}' has {segment.Frames} frames and ends at {end} (1 … {MostFrames})"));
            else if (Fault(plan, segment) is { } fault)
                faults.Add($"segment '{segment.Name}' {fault}");
        }
    }

    private static string? Fault(StimulusPlan plan, Segment segment)
    {
        if (segment.Channel is { } channel && (channel < 0 || channel >= plan.Format.Channels))
            return Text($"sounds on channel {channel} of {plan.Format.Channels}");
        if (segment.Kind == SegmentKind.Silence)
            return null;
        if (!(segment.LevelDbfs is >= -144 and <= 0))
            return Text($"has the level {segment.LevelDbfs?.ToString(CultureInfo.InvariantCulture) ?? "null"} (-144 … 0 dBFS)");
        if (segment.Kind != SegmentKind.Payload && segment.LevelDbfs > plan.LevelDbfs + 1e-9)
            return Text($"has {segment.LevelDbfs} dBFS, more than the set level of {plan.LevelDbfs}");
        var length = segment.Kind == SegmentKind.Staircase ? segment.Frames / Math.Max(1, segment.StepsDbfs?.Count ?? 1) : segment.Frames;
        if (segment.FadeFrames < 1 || segment.FadeFrames > length / 2)
            return Text($"has fades of {segment.FadeFrames} frames (1 … {length / 2})");
        return segment.Kind switch
        {
            SegmentKind.Marker => Range(segment, plan.Format.RateHz),
            SegmentKind.Sweep => Range(segment, plan.Format.RateHz) ?? Sweep(segment, plan.Format.RateHz),
            SegmentKind.Multitone => Tones(segment, plan.Format) ?? Multitone(segment, plan.Format),
            SegmentKind.Tone => Tones(segment, plan.Format),
            SegmentKind.Staircase => Tones(segment, plan.Format) ?? Staircase(plan, segment),
            SegmentKind.Payload => StimulusPlanner.PayloadBits(plan.Format.BitDepth, segment.LevelDbfs.Value) < 2 ? "has a level that leaves it fewer than 2 bits" : null,
            _ => Text($"is of unknown kind {(int)segment.Kind}"),
        };
    }

    private static string? Range(Segment segment, int rateHz) =>
        segment is { StartHz: > 0, EndHz: > 0 } && segment.StartHz < rateHz / 2.0 && segment.EndHz < rateHz / 2.0 && segment.StartHz != segment.EndHz
            ? null
            : Text($"runs from {segment.StartHz} to {segment.EndHz} Hz (two different frequencies above 0 and below {rateHz / 2.0})");

    private static string? Sweep(Segment segment, int rateHz)
    {
        if (segment.EndHz < segment.StartHz)
            return "falls: a sweep rises";
        var cycles = segment.StartHz!.Value * segment.Frames / rateHz / Math.Log(segment.EndHz!.Value / segment.StartHz.Value);
        return Math.Round(cycles) >= 1 && Math.Abs(cycles - Math.Round(cycles)) < 1e-3
            ? null : Text($"is not synchronised: f1·T/ln(f2/f1) is {cycles:F4}, not a whole number");
    }

    private static string? Tones(Segment segment, PcmFormat format)
    {
        if (segment.TonesHz is not { Count: > 0 } lists || lists.Any(list => list is not { Count: > 0 }))
            return "names no tones";
        if (lists.Count != 1 && lists.Count != format.Channels)
            return Text($"names tones for {lists.Count} channels of {format.Channels}");
        foreach (var hz in lists.SelectMany(list => list))
        {
            if (!(hz > 0 && hz < format.RateHz / 2.0))
                return Text($"has a tone of {hz} Hz (above 0, below {format.RateHz / 2.0})");
        }
        return null;
    }

    private static string? Multitone(Segment segment, PcmFormat format)
    {
        if (segment.PeriodFrames is not { } period || period < 64 || period > segment.Frames || !int.IsPow2(period))
            return Text($"has a period of {segment.PeriodFrames} frames (a power of two, 64 … {segment.Frames})");
        if (segment.TonesHz!.Count != format.Channels)
            return Text($"names tones for {segment.TonesHz.Count} channels of {format.Channels}");
        foreach (var hz in segment.TonesHz.SelectMany(list => list))
        {
            var bin = hz * period / format.RateHz;
            if (Math.Abs(bin - Math.Round(bin)) > 1e-6)
                return Text($"has a tone of {hz} Hz without whole periods in {period} frames");
        }
        return null;
    }

    private static string? Staircase(StimulusPlan plan, Segment segment)
    {
        if (segment.StepsDbfs is not { Count: > 0 } steps || segment.Frames % steps.Count != 0)
            return Text($"has {segment.StepsDbfs?.Count ?? 0} steps in {segment.Frames} frames, which must be a whole number each");
        return steps.Any(db => !(db >= -144 && db <= plan.LevelDbfs + 1e-9))
            ? Text($"has a step outside -144 … {plan.LevelDbfs} dBFS") : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
