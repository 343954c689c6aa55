using System.Globalization;
using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Crosstalk: what a recorded channel holds of the sweep of a channel it should not carry, relative to the channel that does carry
/// it. Only what both sweeps have in common counts, so that noise is not taken for crosstalk.
/// </summary>
internal static class CrosstalkMeasure
{
    private const string Id = "crosstalk.db";

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        if (context.Recorded.Channels == 1 || context.Played.Channels == 1)
            return; // not applicable
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.Gains.Count == 0)
                sheet.Missing(Id, channel.Channel, "because the capture does not hold both sweeps of the stimulus");
            else
                Measure(context, sheet, channel);
        }
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet, ChannelAlignment channel)
    {
        (double Db, double SigmaDb, int From, bool AtMost)? worst = null;
        foreach (var window in context.Reference.Sweeps.Where(w => w.Channel != Own(context, channel)))
        {
            // The loudest place of the other channel is what leaks; a channel nobody carries leaks nothing that could be judged.
            var carried = context.Capture.Channels.Where(c => c.Channel != channel.Channel).Max(c => c.Gains[window.Channel]);
            if (carried <= 0 || SweepTransfer.Of(context.Capture, window, channel.Channel) is not { } transfer)
                continue;
            if (context.Request.Loopback == Signals.LoopbackKind.Acoustic)
            {
                worst = Worse(worst, Gated(context, channel, window, transfer));
                continue;
            }
            var rounding = context.RoundingRms * context.RoundingRms * window.Fft.Size * window.Frames * 0.5;
            var noise = Math.Max(transfer.DifferentEnergy, rounding) / Math.Sqrt(0.5 * window.Frames);
            var leaked = Math.Max(transfer.CommonEnergy, noise);
            worst = Worse(worst, Leak(leaked / transfer.PlayedEnergy / (carried * carried), noise / leaked, window, transfer.CommonEnergy <= noise));
        }
        if (worst is { } found)
            sheet.Add(Id, channel.Channel, found.Db, found.SigmaDb, string.Create(CultureInfo.InvariantCulture,
                $"{(found.AtMost ? "at most, " : "")}from channel {found.From}"));
        else
            sheet.Missing(Id, channel.Channel, "because no other channel's sweep is heard anywhere");
    }

    /// <summary>In a room the noise of a whole sweep hides what leaks: only the judged band counts, and as long as sound lasts.</summary>
    private static (double Db, double SigmaDb, int From, bool AtMost)? Gated(MeasurementContext context, ChannelAlignment channel, SweepWindow window, SweepTransfer transfer)
    {
        var (band, rate) = ((context.Request.BandLowHz, context.Request.JudgedHighHz), context.Recorded.RateHz);
        var carrier = context.Capture.Channels.Where(c => c.Channel != channel.Channel).MaxBy(c => c.Gains[window.Channel])!;
        if (SweepTransfer.Of(context.Capture, window, carrier.Channel) is not { } own || GatedLeak.Of(own, band, rate).Common is not (> 0 and var carried))
            return null;
        var leak = GatedLeak.Of(transfer, band, rate);
        var leaked = Math.Max(leak.Common, leak.Noise);
        return Leak(leaked / carried, leak.Noise / leaked, window, leak.Common <= leak.Noise);
    }

    private static (double Db, double SigmaDb, int From, bool AtMost) Leak(double power, double noiseShare, SweepWindow window, bool atMost) =>
        (Decibels.OfPower(power), 10 / Math.Log(10) * Math.Min(1, noiseShare), window.Channel, atMost);

    private static (double Db, double SigmaDb, int From, bool AtMost)? Worse((double Db, double SigmaDb, int From, bool AtMost)? a, (double Db, double SigmaDb, int From, bool AtMost)? b) =>
        a is null || b?.Db > a.Value.Db ? b : a;

    /// <summary>The played channel that belongs into a recorded one.</summary>
    private static int Own(MeasurementContext context, ChannelAlignment channel) => Math.Min(channel.Channel, context.Played.Channels - 1);
}
