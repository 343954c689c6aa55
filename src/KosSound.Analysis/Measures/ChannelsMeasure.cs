using System.Globalization;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;
using KosSound.Signals;

namespace KosSound.Analysis.Measures;

/// <summary>Channel map, polarity and skew.</summary>
internal static class ChannelsMeasure
{
    /// <summary>A channel this much weaker than what should be in it counts as missing: 12 dB, the separation acoustic loops have.</summary>
    private const double Separation = 0.25;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        Map(context, sheet);
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing("polarity", channel.Channel, reason);
            else
                sheet.Add("polarity", channel.Channel, channel.Polarity, null, channel.Polarity < 0 ? $"channel {channel.Channel} is inverted" : null);
        }
        Skew(context, sheet);
    }

    private static void Skew(MeasurementContext context, MetricSheet sheet)
    {
        const string id = "skew.frames";
        var first = context.Capture.Channels[0];
        foreach (var channel in context.Capture.Channels.Skip(1))
        {
            if ((first.NotHeard ?? channel.NotHeard) is { } reason)
                sheet.Missing(id, channel.Channel, reason);
            else
                sheet.Add(id, channel.Channel, channel.DelayFrames - first.DelayFrames, double.Hypot(Repeatability(context, first), Repeatability(context, channel)));
        }
    }

    /// <summary>Standard deviation of a channel's delay by the noise of the silence before the first marker, in frames.</summary>
    private static double Repeatability(MeasurementContext context, ChannelAlignment channel)
    {
        var marker = context.Reference.Markers[0];
        var (frames, settle) = (marker.Samples.Length, context.Recorded.RateHz / 200);
        var start = marker.Start - settle - frames;
        // Where there is no echo, all that is not the marker is noise, that of rounding with it.
        if (context.Request.Loopback == LoopbackKind.Digital || start < 0 || !context.Capture.Covers(start, frames + settle + frames))
            return channel.UncertaintyFrames;
        var gain = InnerProduct.Of(context.Capture.Region(channel.Channel, marker.Start, frames), marker.Samples) / marker.Energy;
        var byNoise = MarkerSearch.Repeatability(marker, context.Capture.Region(channel.Channel, start, frames), gain);
        return Math.Min(byNoise, channel.UncertaintyFrames);
    }

    private static void Map(MeasurementContext context, MetricSheet sheet)
    {
        const string id = "channel.map";
        var channels = context.Capture.Channels;
        if (channels.Any(c => c.Gains.Count == 0))
        {
            sheet.Missing(id, null, context.Capture.WhyNoSweeps);
            return;
        }
        var faults = Faults(context, channels).ToArray();
        sheet.Add(id, null, faults.Length == 0 ? 1 : 0, null, faults.Length == 0 ? null : string.Join("; ", faults));
    }

    /// <summary>
    /// With as many channels recorded as played each belongs into its own place and nowhere else. With fewer, a recorded channel
    /// may be a mix as long as it holds its own; with more, the surplus ones may hold anything.
    /// </summary>
    private static IEnumerable<string> Faults(MeasurementContext context, IReadOnlyList<ChannelAlignment> channels)
    {
        var (played, common) = (context.Played.Channels, Math.Min(context.Played.Channels, channels.Count));
        var loudest = channels.Max(c => c.Gains.Max());
        for (var a = 0; a < common; a++)
        {
            for (var b = a + 1; b < common; b++)
            {
                if (channels[a].Source == b && channels[b].Source == a)
                    yield return $"channels {a} and {b} are swapped";
            }
            var own = channels[a].Gains[a];
            var other = Enumerable.Range(0, played).Where(p => p != a).Select(p => (Channel: p, Gain: channels[a].Gains[p])).DefaultIfEmpty((-1, 0)).MaxBy(g => g.Item2);
            if (channels[a].Gains.Max() < Separation * loudest || !channels[a].Heard)
                yield return $"channel {a} is dead";
            else if (own < Separation * other.Item2)
            {
                if (channels[a].Source is { } source && !(source < common && channels[source].Source == a))
                    yield return $"channel {a} carries played channel {source}";
            }
            else if (channels.Count >= played && other.Item2 > Separation * own)
                yield return string.Create(CultureInfo.InvariantCulture, $"channel {a} is a mix of played channels {a} and {other.Item1}");
        }
    }
}
