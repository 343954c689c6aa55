using System.Globalization;
using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Crosstalk: what a recorded channel holds of the sweep of a channel it should not carry, relative to the channel that does carry
/// it. Only what both sweeps have in common counts: noise, being different in either, adds nothing on average. Three standard
/// deviations of what it adds by chance are the least that is a leak; less reads as that, at most, without a jump between.
/// </summary>
internal static class CrosstalkMeasure
{
    private const string Id = "crosstalk.db";
    private const double LeastSigmas = 3;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        if (context.Recorded.Channels == 1 || context.Played.Channels == 1)
            return; // not applicable
        foreach (var channel in context.Capture.Channels)
        {
            if (context.Capture.Channels.Any(c => c.Gains.Count == 0))
                sheet.Missing(Id, channel.Channel, context.Capture.WhyNoSweeps);
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
            // Rounding is the same in both sweeps where the loop is: what they differ by does not show it.
            var rounding = context.RoundingRms * context.RoundingRms * window.Fft.Size * Math.Sqrt(0.5 * window.Frames);
            var (chance, sigma) = (Math.Max(transfer.ChanceEnergy, rounding), Math.Max(transfer.CommonSigma, rounding));
            worst = Worse(worst, Leak(transfer.CommonEnergy, chance, sigma, transfer.PlayedEnergy * carried * carried, window));
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
        return Leak(leak.Common, leak.Chance, leak.Sigma, carried, window);
    }

    private static (double Db, double SigmaDb, int From, bool AtMost) Leak(double common, double chance, double sigma, double carried, SweepWindow window)
    {
        var (least, leaked) = (LeastSigmas * chance, Math.Max(common, LeastSigmas * chance));
        return (Decibels.OfPower(leaked / carried), Decibels.OfRelativePower(sigma / leaked), window.Channel, common <= least);
    }

    private static (double Db, double SigmaDb, int From, bool AtMost)? Worse((double Db, double SigmaDb, int From, bool AtMost)? a, (double Db, double SigmaDb, int From, bool AtMost)? b) =>
        a is null || b?.Db > a.Value.Db ? b : a;

    /// <summary>The played channel that belongs into a recorded one.</summary>
    private static int Own(MeasurementContext context, ChannelAlignment channel) => Math.Min(channel.Channel, context.Played.Channels - 1);
}
