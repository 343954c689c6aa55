using System.Globalization;
using KosSound.Analysis.Spectra;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Measures;

/// <summary>
/// True bandwidth: where the response ends for good, and whether it ends as a resampled stream does, in a cliff at half a lower
/// standard rate or with images of the tone about such a rate.
/// </summary>
internal static class BandwidthMeasure
{
    private const string Id = "bandwidth.effective_hz";
    private const double EndDb = 20;
    private const double CliffDbPerKhz = 20;
    private const int PointsPerOctave = 96;

    /// <summary>Power of a point over that of noise, from which on it is sound: noise of few degrees of freedom reaches 6 dB above its mean.</summary>
    private const double LeastOverNoise = 4;
    private static readonly int[] StandardRatesHz = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000];

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Id, channel.Channel, reason);
            else if (context.ResponseOf(channel.Channel) is not { } response)
                sheet.Missing(Id, channel.Channel, context.Capture.WhyNoSweeps);
            else if (ImagedRate(context, channel.Channel) is { } rateHz)
                sheet.Add(Id, channel.Channel, rateHz / 2.0, null, $"images of 997 Hz about {rateHz} Hz: the sound passes through a {rateHz} Hz stream");
            else
                ByResponse(context, sheet, channel.Channel, response);
        }
    }

    private static void ByResponse(MeasurementContext context, MetricSheet sheet, int channel, SweepResponse response)
    {
        var curve = ResponseCurve.Of(response, context.Request.Loopback, PointsPerOctave);
        var noisy = context.Request.Loopback == LoopbackKind.Acoustic;
        var (noise, last) = noisy ? (NoiseOf(response, curve.Axis), LastPlayed(response, curve.Axis)) : (new double[curve.Hz.Count], curve.Hz.Count - 1);
        var band = Enumerable.Range(0, curve.Hz.Count).Where(i => curve.Hz[i] >= 200 && curve.Hz[i] <= context.Request.JudgedHighHz).ToArray();
        var least = Math.Pow(10, (band.Select(i => curve.Db[i]).Median() - EndDb) / 10);
        var end = Enumerable.Range(0, last + 1).LastOrDefault(i => curve.Power[i] >= Math.Max(least, LeastOverNoise * noise[i]), -1);
        if (end < 0)
        {
            sheet.Missing(Id, channel, "because nothing stands out of the noise");
            return;
        }
        if (end >= last - 1)
        {
            sheet.Add(Id, channel, curve.Hz[^1], null, "to the end of the sweep");
            return;
        }
        var hz = curve.Hz[end];
        // 11 025 and 12 000 Hz, and their multiples, end too close together to be told apart by their filters.
        var lower = StandardRatesHz.Where(r => r < 2 * context.Reference.NyquistHz && hz >= 0.44 * r && hz <= 0.53 * r).ToArray();
        var steep = Cliff(curve, end);
        if (noisy && (steep is null || lower.Length == 0))
            sheet.NotApplicable(Id, channel, string.Create(CultureInfo.InvariantCulture,
                $"because the loop itself ends at {hz:F0} Hz, and not as a stream does: whether the stream carries more cannot be heard"));
        else if (steep is { } dbPerKhz)
        {
            var (halves, streams) = (string.Join(" or ", lower), string.Join(" or a ", lower.Select(r => $"{r} Hz")));
            sheet.Add(Id, channel, hz, hz * 0.007, string.Create(CultureInfo.InvariantCulture,
                $"a cliff of {dbPerKhz:F0} dB per kHz{(lower.Length == 0 ? "" : $" at half of {halves} Hz: the sound passes through a {streams} stream")}"));
        }
        else
            sheet.Add(Id, channel, hz, hz * 0.007, "the response ends gradually");
    }

    /// <summary>Power of noise at every point, as its mean over a third of an octave: a single point of gated noise has two degrees of freedom.</summary>
    private static double[] NoiseOf(SweepResponse response, LogAxis axis)
    {
        const int reach = PointsPerOctave / 6;
        var power = axis.MeanOf(response.DirectNoisePower(), response.BinHz);
        return [.. Enumerable.Range(0, power.Length).Select(i => power[Math.Max(0, i - reach)..Math.Min(power.Length, i + reach + 1)].Average())];
    }

    /// <summary>Last point that the sweep plays with at least half its amplitude: divided by the rest of its fade, noise looks like sound.</summary>
    private static int LastPlayed(SweepResponse response, LogAxis axis)
    {
        var played = response.Transfer.Window.Played[0];
        // A sweep's spectrum is pink: what it has per octave is constant.
        var octave = axis.MeanOf([.. Enumerable.Range(0, played.Bins).Select(bin => bin * played.Power(bin))], response.BinHz);
        return Array.FindLastIndex(octave, power => power >= octave.Median() / 4);
    }

    /// <summary>Steepness of the fall after a point, when it is at least 20 dB per kHz over at least 20 dB.</summary>
    private static double? Cliff(ResponseCurve curve, int end)
    {
        var after = Math.Min(curve.Hz[end] + 1_000, curve.Hz[^1]);
        var at = Enumerable.Range(end, curve.Hz.Count - end).First(i => curve.Hz[i] >= after);
        // The level just before the edge: the edge itself lies already 20 dB down.
        var before = Enumerable.Range(0, end + 1).Where(i => curve.Hz[i] >= curve.Hz[end] - 500).Max(i => curve.Db[i]);
        var fall = before - curve.Db[at];
        var perKhz = fall / Math.Max((curve.Hz[at] - curve.Hz[end] + 500) / 1_000, 1e-3);
        return fall >= 20 && perKhz >= CliffDbPerKhz ? perKhz : null;
    }

    /// <summary>A lower standard rate about which the 997 Hz tone has images that were not played.</summary>
    private static int? ImagedRate(MeasurementContext context, int channel)
    {
        if (context.Inside(SegmentNames.Tone, 0.01) is not { } inside)
            return null;
        var rateHz = context.Recorded.RateHz;
        var heard = ToneSpectrum.Of(context.Capture.Region(channel, inside.Start, inside.Frames), rateHz);
        var played = ToneSpectrum.Of(context.PlayedRegion(channel, inside.Start, inside.Frames), rateHz);
        foreach (var lower in StandardRatesHz.Where(r => r < 2 * context.Reference.NyquistHz))
        {
            // Of half the rate both images fold onto one line: it must stand out of what lies on either side, or one peak of noise is enough.
            var alone = 2 * lower == rateHz;
            if (IsImage(lower - StimulusPlanner.ToneHz, alone) && IsImage(lower + StimulusPlanner.ToneHz, alone))
                return lower;
        }
        return null;

        bool IsImage(double hz, bool alone)
        {
            var folded = Math.Abs(hz - rateHz * Math.Round(hz / rateHz));
            var harmonic = StimulusPlanner.ToneHz * Math.Round(folded / StimulusPlanner.ToneHz);
            if (Math.Abs(folded - harmonic) < 0.75 * heard.LobeHz || folded < 200 || folded > 0.49 * rateHz)
                return false;
            // A harmonic of the tone close by must not pass for the image.
            if (Core(folded) < Core(harmonic))
                return false;
            var line = heard.Line(folded);
            return line > 10 * 2 * heard.LobeHz * heard.DensityAround(folded, alone) && line > 10 * played.Line(folded);
        }

        double Core(double hz) => heard.Between(hz - 2 * heard.ResolutionHz, hz + 2 * heard.ResolutionHz);
    }
}
