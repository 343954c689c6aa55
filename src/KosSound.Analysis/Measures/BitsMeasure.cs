using System.Globalization;
using System.Numerics;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Effective bits of a digital loop: the depth less the lowest bits that are never set in the whole sound. The stimulus sets every
/// bit of its depth, so that empty ones were cut off on the way; noise and dither fill them, so that the count is at most.
/// </summary>
internal static class BitsMeasure
{
    private const string Id = "bits.effective";

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        if (context.Request.WhyNotApplicable(Id) is not null)
            return;
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (context.Request.Loopback != Signals.LoopbackKind.Digital)
                sheet.Missing(Id, channel.Channel, "because the noise of the loop fills bits that may have been cut off");
            else
                Count(context, sheet, channel.Channel);
        }
    }

    private static void Count(MeasurementContext context, MetricSheet sheet, int channel)
    {
        var (used, scale, depth) = (0L, 1 / context.Recorded.LsbFs, context.Recorded.BitDepth);
        foreach (var sample in context.Capture.Sound[channel])
            used |= (long)Math.Round(sample * scale);
        var empty = Math.Min(depth, BitOperations.TrailingZeroCount(used));
        sheet.Add(Id, channel, depth - empty, null, empty == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"the lowest {empty} of {depth} bits are never set"));
    }
}
