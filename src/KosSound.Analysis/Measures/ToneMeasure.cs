using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Measures;

/// <summary>What the 997 Hz tones tell: THD+N, dynamic range, and the tone's spectrum (AES17-2020, 6.3 and 6.4, unweighted).</summary>
internal static class ToneMeasure
{
    private const double SettleSeconds = 0.01;
    private const double LowestHz = 20;
    private const double HighestHz = 20_000;
    private const int Columns = 900;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
            {
                sheet.Missing(["thd_n.db", "dynamic_range.db"], channel.Channel, reason);
                continue;
            }
            Distortion(context, sheet, channel.Channel);
            DynamicRange(context, sheet, channel.Channel);
        }
    }

    /// <summary>The spectrum of a tone's steady part in one channel; null when it is not captured.</summary>
    public static ToneSpectrum? SpectrumOf(MeasurementContext context, string segment, int channel) =>
        context.Inside(segment, SettleSeconds) is { } inside
            ? ToneSpectrum.Of(context.Capture.Region(channel, inside.Start, inside.Frames), context.Recorded.RateHz) : null;

    /// <summary>Mean square of everything but the tone between 20 Hz and 20 kHz; the gap left by the tone is filled with the noise around it.</summary>
    public static double Rest(ToneSpectrum spectrum, double toneHz, double nyquistHz)
    {
        var all = spectrum.Between(LowestHz, Math.Min(HighestHz, nyquistHz));
        var hidden = 2 * spectrum.LobeHz * spectrum.DensityAround(toneHz);
        return Math.Max(all - spectrum.Line(toneHz), 0) + hidden;
    }

    private static void Distortion(MeasurementContext context, MetricSheet sheet, int channel)
    {
        if (SpectrumOf(context, SegmentNames.Tone, channel) is not { } spectrum)
        {
            sheet.Missing("thd_n.db", channel, context.WhyNot(SegmentNames.Tone));
            return;
        }
        var toneHz = StimulusPlanner.ToneHz;
        var (tone, rest) = (spectrum.Line(toneHz), Rest(spectrum, toneHz, context.Reference.NyquistHz));
        sheet.Curves.Add(Curve(spectrum, channel, context.Recorded.RateHz));
        if (tone < rest)
            sheet.Missing("thd_n.db", channel, "because the 997 Hz tone is weaker than everything else");
        else
            sheet.Add("thd_n.db", channel, Decibels.OfPower(rest / (tone + rest)), Sigma(spectrum, context),
                string.Create(CultureInfo.InvariantCulture, $"997 Hz at {Decibels.FullScaleOfPower(tone):F2} dBFS"));
    }

    private static void DynamicRange(MeasurementContext context, MetricSheet sheet, int channel)
    {
        const string id = "dynamic_range.db";
        if (SpectrumOf(context, SegmentNames.LowTone, channel) is not { } spectrum)
            sheet.Missing(id, channel, context.WhyNot(SegmentNames.LowTone));
        else
            sheet.Add(id, channel, -Decibels.FullScaleOfPower(Math.Max(
                Rest(spectrum, StimulusPlanner.ToneHz, context.Reference.NyquistHz), context.RoundingRms * context.RoundingRms * 1e-3)), Sigma(spectrum, context));
    }

    /// <summary>Noise power from so many independent bins scatters by √(2/n) (chi-squared).</summary>
    private static double Sigma(ToneSpectrum spectrum, MeasurementContext context)
    {
        var bins = (Math.Min(HighestHz, context.Reference.NyquistHz) - LowestHz) / (2 * spectrum.ResolutionHz);
        return 10 / Math.Log(10) * Math.Sqrt(2 / bins);
    }

    private static Curve Curve(ToneSpectrum spectrum, int channel, int rateHz)
    {
        var axis = LogAxis.Between(LowestHz, 0.5 * rateHz, (int)(Columns / Math.Log2(0.5 * rateHz / LowestHz)));
        var levels = spectrum.Columns(axis.Hz);
        return new Curve(CurveKind.ToneSpectrum, channel, [.. axis.Hz.Take(levels.Length).Select(hz => hz * axis.HalfStep)],
            [.. levels.Select(p => Decibels.FullScaleOfPower(Math.Max(p, 1e-20)))]);
    }
}
