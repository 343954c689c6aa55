using System.Globalization;
using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Measures;

/// <summary>What the silence before the first marker tells: noise floor, SNR, hum, DC.</summary>
internal static class NoiseMeasure
{
    private const double SettleSeconds = 0.01;
    private const double LeastSeconds = 0.05;
    private const double LeastOffsetSeconds = 0.2;
    private const int HumHarmonics = 8;

    /// <summary>Amplitude of a line, relative to what noise reads there on average, that noise does not reach: 0.2 % of 16 lines.</summary>
    private const double LeastLine = 3;
    private static readonly string[] Ids = ["noise.floor_dbfs", "snr.db", "hum.dbfs", "dc.offset_fs"];

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        var silence = Silence(context);
        foreach (var channel in context.Capture.Channels)
        {
            if (silence is { } region)
                Measure(context, sheet, channel.Channel, context.Capture.Region(channel.Channel, region.Start, region.Frames));
            else
                sheet.Missing(Ids, channel.Channel, "because the capture holds no silence of the stimulus of at least 50 ms before the first marker");
        }
    }

    /// <summary>The part of the first silence that was captured.</summary>
    private static (int Start, int Frames)? Silence(MeasurementContext context)
    {
        if (context.Reference.Find(SegmentNames.SilenceStart) is not { } segment)
            return null;
        var settle = (int)(SettleSeconds * context.Recorded.RateHz);
        var captured = (int)Math.Ceiling(context.Capture.Channels.Max(c => -c.DelayFrames));
        var start = Math.Max(context.Reference.StartOf(segment) + settle, captured);
        var frames = context.Reference.EndOf(segment) - settle - start;
        return frames >= LeastSeconds * context.Recorded.RateHz && context.Capture.Covers(start, frames) ? (start, frames) : null;
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet, int channel, ReadOnlySpan<double> silence)
    {
        var (mean, rms) = Moments(silence);
        var floor = Math.Max(rms, context.RoundingRms);
        var quiet = rms < context.RoundingRms ? "at most: the silence holds nothing above the rounding of the format" : null;
        var floorDbfs = Decibels.FullScaleOfPower(floor * floor);
        var sigma = Decibels.OfRelativeError(Math.Sqrt(0.5 / silence.Length));
        sheet.Add("noise.floor_dbfs", channel, floorDbfs, sigma, quiet);
        Offset(context, sheet, channel, (mean, silence.Length), floor);
        Hum(context, sheet, channel, silence, floor);
        SignalToNoise(context, sheet, channel, floorDbfs, sigma);
    }

    /// <summary>The mean of all silences long enough to tell it from hum: noise of a room needs more than the first one.</summary>
    private static void Offset(MeasurementContext context, MetricSheet sheet, int channel, (double Mean, int Frames) first, double floor)
    {
        var (sum, frames, settle) = (first.Mean * first.Frames, first.Frames, (int)(SettleSeconds * context.Recorded.RateHz));
        foreach (var segment in context.Reference.Stimulus.Plan.Segments.Where(s => s.Kind == SegmentKind.Silence && s.Name != SegmentNames.SilenceStart))
        {
            var (start, length) = (context.Reference.StartOf(segment) + settle, context.Reference.EndOf(segment) - context.Reference.StartOf(segment) - 2 * settle);
            if (length < LeastOffsetSeconds * context.Recorded.RateHz || !context.Capture.Covers(start, length))
                continue;
            sum += Moments(context.Capture.Region(channel, start, length)).Mean * length;
            frames += length;
        }
        sheet.Add("dc.offset_fs", channel, sum / frames, floor * Math.Sqrt(1.5 / frames));
    }

    private static void SignalToNoise(MeasurementContext context, MetricSheet sheet, int channel, double floorDbfs, double sigma)
    {
        if (context.Capture.Channels[channel].NotHeard is { } reason)
            sheet.Missing("snr.db", channel, reason);
        else if (ToneMeasure.SpectrumOf(context, SegmentNames.Tone, channel) is { } spectrum)
            sheet.Add("snr.db", channel, Decibels.FullScaleOfPower(Math.Max(spectrum.Line(StimulusPlanner.ToneHz), 1e-24)) - floorDbfs, sigma);
        else
            sheet.Missing("snr.db", channel, context.WhyNot(SegmentNames.Tone));
    }

    /// <summary>Mean under a raised cosine, so that hum does not leak into it, and RMS without it.</summary>
    private static (double Mean, double Rms) Moments(ReadOnlySpan<double> samples)
    {
        var plain = 0.0;
        foreach (var sample in samples)
            plain += sample;
        var (mean, squares) = (plain / samples.Length, 0.0);
        foreach (var sample in samples)
            squares += (sample - mean) * (sample - mean);
        // At 0 Hz the amplitude counts either side of the spectrum.
        return (0.5 * SineAmplitude.Phasor(samples, 0).Real, Math.Sqrt(squares / samples.Length));
    }

    /// <summary>Strongest line of 50 and 60 Hz mains and their harmonics, as peak level.</summary>
    private static void Hum(MeasurementContext context, MetricSheet sheet, int channel, ReadOnlySpan<double> silence, double floor)
    {
        var (best, bestHz, bestMains) = (0.0, 0.0, 0);
        foreach (var mains in (ReadOnlySpan<int>)[50, 60])
        {
            for (var harmonic = 1; harmonic <= HumHarmonics && harmonic * mains < context.Reference.NyquistHz; harmonic++)
            {
                var amplitude = SineAmplitude.Of(silence, (double)(harmonic * mains) / context.Recorded.RateHz);
                if (amplitude > best)
                    (best, bestHz, bestMains) = (amplitude, harmonic * mains, mains);
            }
        }
        // What a Hann-weighted bin reads of white noise: √(2·1.5/N) · RMS · √2 as peak.
        var chance = floor * Math.Sqrt(6.0 / silence.Length);
        var stands = best > LeastLine * chance;
        // A hidden line is as strong as the weakest that would show, at most.
        var level = Decibels.OfAmplitude(stands ? best : LeastLine * chance);
        sheet.Add("hum.dbfs", channel, level, Decibels.OfRelativeError(stands ? chance / best : 1 / LeastLine), stands
            ? string.Create(CultureInfo.InvariantCulture, $"{bestHz:F0} Hz, of {bestMains} Hz mains") : "at most: no line stands out of the noise");
    }
}
