using System.Globalization;
using KosSound.Analysis.Alignment;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Measures;

/// <summary>
/// First-sound latency of every play: from handing over its first frame to the capture-clock time at which that frame appears.
/// Where the stimulus begins with silence, the marker is found and its distance taken off.
/// </summary>
internal static class LatencyMeasure
{
    private const double SlackSeconds = 2;
    private static readonly string[] PlayIds = ["latency.first_sound_ms", "latency.cold_ms", "latency.spread_ms"];

    public static void Measure(MeasurementContext context, CaptureClock? clock, MetricSheet sheet)
    {
        Jitter(clock, sheet);
        var plays = context.Request.Capture.Plays;
        if (clock is null || plays.Count == 0)
        {
            sheet.Missing(PlayIds, null, clock is null
                ? "because the capture carries no time stamps of at least three messages" : "because it is not known when the stimulus was handed over");
            return;
        }
        var lead = context.Heard.MaxBy(c => c.Confidence)!;
        var cold = Latency(clock, plays[0], context.Capture.FirstFrame + lead.DelayFrames);
        if (cold is { } ms)
            sheet.Add("latency.cold_ms", null, ms, Resolution(context));
        else
            sheet.Missing("latency.cold_ms", null, "because it is not known when the first frame was handed over");
        Warm(context, clock, sheet, lead.Channel, cold);
    }

    public static void Jitter(CaptureClock? clock, MetricSheet sheet)
    {
        if (clock is null)
            sheet.Missing("latency.delivery_jitter_ms", null, "because the capture carries no time stamps of at least three messages");
        else
            sheet.Add("latency.delivery_jitter_ms", null, clock.JitterMs);
    }

    private static void Warm(MeasurementContext context, CaptureClock clock, MetricSheet sheet, int channel, double? coldMs)
    {
        var plays = context.Request.Capture.Plays;
        var latencies = new List<double>();
        var unheard = new List<int>();
        for (var play = 1; play < plays.Count && context.Request.Restart is not null; play++)
        {
            if (RestartFrame(context, clock, channel, play) is { } frame && Latency(clock, plays[play], frame) is { } ms)
                latencies.Add(ms);
            else
                unheard.Add(play);
        }
        sheet.PlayLatenciesMs.AddRange(coldMs is { } cold ? [cold, .. latencies] : latencies);
        var silent = unheard.Count == 0 ? null : $"restarts {string.Join(", ", unheard)} of {plays.Count - 1} were not heard";
        if (latencies.Count == 0)
            sheet.Missing(["latency.first_sound_ms", "latency.spread_ms"], null, silent is null
                ? "because the stimulus was played only once" : $"because {silent}");
        else
        {
            sheet.Add("latency.first_sound_ms", null, latencies.Median(), Resolution(context), silent);
            if (latencies.Count > 1)
                sheet.Add("latency.spread_ms", null, latencies.Max() - latencies.Min(), Math.Sqrt(2) * Resolution(context), string.Create(
                    CultureInfo.InvariantCulture, $"{latencies.Min():F1} … {latencies.Max():F1} ms over {latencies.Count} restarts"));
            else
                sheet.Missing("latency.spread_ms", null, "because a spread needs at least two restarts");
        }
    }

    private static double? Latency(CaptureClock clock, IReadOnlyList<TimeStamp> play, double frame) =>
        HandOver(play) is { } handOver ? (clock.TimeOf(frame) - handOver).TotalMilliseconds : null;

    /// <summary>The message that carries the first frame is the last one before which no frame was handed over.</summary>
    private static TimeSpan? HandOver(IReadOnlyList<TimeStamp> play) =>
        play.Any(s => s.Frames == 0) ? play.Last(s => s.Frames == 0).At : null;

    /// <summary>Capture frame of the first frame of a restart: its marker less the silence before it; null when it is not heard.</summary>
    private static double? RestartFrame(MeasurementContext context, CaptureClock clock, int channel, int play)
    {
        var (plays, rate) = (context.Request.Capture.Plays, context.Recorded.RateHz);
        if (HandOver(plays[play]) is not { } handOver)
            return null;
        var samples = new CaptureSamples(context.Request.Capture);
        var marker = ReferenceSound.Of(context.Request.Restart!, rate).Markers[0];
        var from = (long)clock.FrameAt(handOver) + marker.Start / 2;
        var next = play + 1 < plays.Count ? HandOver(plays[play + 1]) : null;
        var to = next is { } at ? (long)clock.FrameAt(at) + marker.Start : from + (long)(SlackSeconds * rate);
        to = Math.Min(to, samples.Frames);
        if (to <= from)
            return null;
        var peaks = MarkerSearch.Scan(samples, channel, marker, from, to);
        if (peaks.Count == 0)
            return null;
        var hit = MarkerSearch.Refine(samples, channel, marker, peaks.MaxBy(p => Math.Abs(p.Gain)).Frame, context.Capture.Clock.DriftPpm);
        return hit.Confidence >= MarkerSearch.LeastConfidence(marker) ? hit.Frame - marker.Start : null;
    }

    /// <summary>Stamps resolve one message of the recorder: a uniform error of its length.</summary>
    private static double Resolution(MeasurementContext context)
    {
        var arrivals = context.Request.Capture.Arrivals;
        var frames = Enumerable.Range(1, arrivals.Count - 1).Select(i => (double)(arrivals[i].Frames - arrivals[i - 1].Frames)).Where(f => f > 0).DefaultIfEmpty(0).Median();
        return 1e3 * frames / context.Recorded.RateHz / Math.Sqrt(12);
    }
}
