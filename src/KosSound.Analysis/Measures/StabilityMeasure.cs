using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Whether the gain stays the same while the stimulus plays: the second sweep and the last marker against the first ones, and the
/// end of the steady tone against its beginning. Finds a gain that steps, a tone that is taken for noise, a level that is regulated.
/// </summary>
internal static class StabilityMeasure
{
    private const string Id = "level.stability_db";

    /// <summary>Share of the tone that is left to what the path does at its onset.</summary>
    private const double SettlingShare = 0.25;

    /// <summary>Share of the tone whose level is read, at the beginning and at the end.</summary>
    private const double ReadShare = 0.125;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (Changes(context, channel.Channel).OfType<GainChange>().MaxBy(c => Math.Abs(c.Db)) is { } worst)
                sheet.Add(Id, channel.Channel, Math.Abs(worst.Db), worst.SigmaDb, $"{Decibels.Signed(worst.Db)} from {worst.Between}");
            else
                sheet.Missing(Id, channel.Channel, "because the capture holds nothing of the stimulus twice");
        }
    }

    private static IEnumerable<GainChange?> Changes(MeasurementContext context, int channel)
    {
        var noise = NoisePower(context, channel);
        yield return Sweeps(context, channel);
        yield return Markers(context, channel, noise);
        yield return Tone(context, channel, noise);
    }

    /// <summary>Energies of both sweeps in the judged band: the same, but for noise, whatever the path does to a sweep.</summary>
    private static GainChange? Sweeps(MeasurementContext context, int channel)
    {
        if (context.Capture.Transfers[channel] is not { } transfer)
            return null;
        var binHz = (double)context.Recorded.RateHz / transfer.Window.Fft.Size;
        var (low, high) = ((int)Math.Ceiling(context.Request.BandLowHz / binHz), (int)(context.Request.JudgedHighHz / binHz));
        var (first, second) = (0.0, 0.0);
        for (var bin = low; bin <= high; bin++)
        {
            first += transfer.Captured[0].Power(bin);
            second += transfer.Captured[1].Power(bin);
        }
        if (first <= 0 || second <= 0)
            return null;
        var noise = context.Request.Loopback == Signals.LoopbackKind.Digital ? 0 : transfer.DifferentEnergy / transfer.Bins * (high - low + 1);
        return new GainChange(Decibels.OfPower(second / first), Sigma(noise / (high - low + 1) / first), "the first sweep to the second");
    }

    private static GainChange? Markers(MeasurementContext context, int channel, double noise)
    {
        if (context.Reference.Markers is not [{ } first, .., { } last] || first.Samples.Length != last.Samples.Length
            || !context.Capture.Covers(first.Start, first.Samples.Length) || !context.Capture.Covers(last.Start, last.Samples.Length))
            return null;
        var (before, after) = (Energy(context, channel, first.Start, first.Samples.Length), Energy(context, channel, last.Start, last.Samples.Length));
        return before <= 0 || after <= 0 ? null : new GainChange(Decibels.OfPower(after / before), Sigma(noise / before), "the first marker to the last");
    }

    private static GainChange? Tone(MeasurementContext context, int channel, double noise)
    {
        if (context.Inside(SegmentNames.Tone, 0) is not { } inside)
            return null;
        var (frames, cycles) = ((int)(ReadShare * inside.Frames), StimulusPlanner.ToneHz / context.Recorded.RateHz);
        var (early, late) = (Gain(inside.Start + (int)(SettlingShare * inside.Frames)), Gain(inside.Start + inside.Frames - frames));
        var peak = SineAmplitude.Of(context.Capture.Region(channel, inside.Start, inside.Frames), cycles);
        return early is { } a && late is { } b && peak > 0
            ? new GainChange(Decibels.OfAmplitude(b / a), Decibels.OfRelativeError(Math.Sqrt(2 * 3 * noise / frames) / peak), "the beginning of the tone to its end") : null;

        double? Gain(int start)
        {
            var (heard, played) = (SineAmplitude.Of(context.Capture.Region(channel, start, frames), cycles), SineAmplitude.Of(context.PlayedRegion(channel, start, frames), cycles));
            return heard > 0 && played > 0 ? heard / played : null;
        }
    }

    private static double Energy(MeasurementContext context, int channel, int start, int frames) =>
        Transforms.InnerProduct.Energy(context.Capture.Region(channel, start, frames));

    /// <summary>Mean square of the 5 ms of silence before the first sound, where it was captured.</summary>
    private static double NoisePower(MeasurementContext context, int channel)
    {
        var frames = Math.Max(16, context.Recorded.RateHz / 200);
        return Energy(context, channel, context.Reference.Markers[0].Start - 2 * frames, frames) / frames;
    }

    /// <summary>Of the ratio of two energies E, each with noise of a variance N per sample or bin: δE/E = 2·√(N/E).</summary>
    private static double Sigma(double noiseOverEnergy) => 10 / Math.Log(10) * 2 * Math.Sqrt(2 * noiseOverEnergy);

    private sealed record GainChange(double Db, double SigmaDb, string Between);
}
