using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Measures;

/// <summary>Magnitude response: deviation within the judged band, −3 dB frequencies, gain and balance, and its curve.</summary>
internal static class ResponseMeasure
{
    private const int PointsPerOctave = 48;
    private const double SettleSeconds = 0.01;
    private const double ReferenceBand = 1.1225; // ± 1/6 octave

    /// <summary>A ripple within so many standard uncertainties of 3 dB may or may not be the edge.</summary>
    private const double RippleSigmas = 3;

    private static readonly string[] Ids = ["response.deviation_db", "response.low_3db_hz", "response.high_3db_hz", "level.gain_db"];

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        var gains = new (double Db, double SigmaDb)?[context.Recorded.Channels];
        foreach (var channel in context.Capture.Channels)
        {
            if (channel.NotHeard is { } reason)
                sheet.Missing(Ids, channel.Channel, reason);
            else if (context.ResponseOf(channel.Channel) is { } response)
                gains[channel.Channel] = Measure(context, sheet, channel.Channel, response);
            else
                sheet.Missing(Ids, channel.Channel, context.Capture.WhyNoSweeps);
        }
        Balance(sheet, gains);
    }

    private static (double Db, double SigmaDb) Measure(MeasurementContext context, MetricSheet sheet, int channel, SweepResponse response)
    {
        var curve = ResponseCurve.Of(response, context.Request.Loopback, PointsPerOctave);
        var (reference, referenceSigma) = curve.MeanDb(context.Request.ReferenceHz / ReferenceBand, context.Request.ReferenceHz * ReferenceBand);
        sheet.Curves.Add(new Curve(CurveKind.Response, channel, curve.Hz, curve.Db));
        if (SharedGain(context, channel) is { } shared)
            sheet.Add("level.gain_db", channel, shared, referenceSigma, "of a sound that all played channels share: they are mixed into one");
        else
            sheet.Add("level.gain_db", channel, reference, referenceSigma);
        Deviation(context, sheet, channel, curve, reference, referenceSigma);
        Edge(sheet, channel, curve, reference, context.Request.ReferenceHz, upwards: false);
        Edge(sheet, channel, curve, reference, context.Request.ReferenceHz, upwards: true);
        return (reference, referenceSigma);
    }

    /// <summary>
    /// Gain of the tone, which every channel plays; null unless several channels are mixed into one. The share a single channel has
    /// in a mix is the mixer's choice, that of a sound all channels share is its gain.
    /// </summary>
    private static double? SharedGain(MeasurementContext context, int channel)
    {
        if (context.Recorded.Channels > 1 || context.Played.Channels == 1 || context.Inside(SegmentNames.Tone, SettleSeconds) is not { } inside)
            return null;
        var cycles = StimulusPlanner.ToneHz / context.Recorded.RateHz;
        var heard = SineAmplitude.Of(context.Capture.Region(channel, inside.Start, inside.Frames), cycles);
        var played = SineAmplitude.Of(context.PlayedRegion(channel, inside.Start, inside.Frames), cycles);
        return heard > 0 && played > 0 ? Decibels.OfAmplitude(heard / played) : null;
    }

    private static void Deviation(MeasurementContext context, MetricSheet sheet, int channel, ResponseCurve curve, double reference, double referenceSigma)
    {
        var (low, high) = (context.Request.BandLowHz, context.Request.JudgedHighHz);
        var worst = Enumerable.Range(0, curve.Hz.Count).Where(i => curve.Hz[i] >= low && curve.Hz[i] <= high)
            .MaxBy(i => Math.Abs(curve.Db[i] - reference));
        sheet.Add("response.deviation_db", channel, Math.Abs(curve.Db[worst] - reference), double.Hypot(curve.SigmaDb[worst], referenceSigma),
            string.Create(CultureInfo.InvariantCulture, $"{Decibels.Signed(curve.Db[worst] - reference)} at {curve.Hz[worst]:F0} Hz, judged {low:F0} … {high:F0} Hz"));
    }

    /// <summary>The first fall by 3 dB.</summary>
    private static void Edge(MetricSheet sheet, int channel, ResponseCurve curve, double reference, double referenceHz, bool upwards)
    {
        var id = upwards ? "response.high_3db_hz" : "response.low_3db_hz";
        var end = upwards ? curve.Hz[^1] : curve.Hz[0];
        var found = FirstFall(curve, reference, referenceHz, upwards, 0);
        var sigma = EdgeSigma(Spread(1), Spread(RippleSigmas));
        sheet.Add(id, channel, found ?? end, found is null && sigma == 0 ? null : sigma,
            found is null ? $"the response stays within 3 dB to the {(upwards ? "upper" : "lower")} end of the sweep" : null);

        double Spread(double sigmas) => Math.Abs(
            (FirstFall(curve, reference, referenceHz, upwards, sigmas) ?? end) - (FirstFall(curve, reference, referenceHz, upwards, -sigmas) ?? end));
    }

    /// <summary>
    /// Half of what lies between the first falls of the curve one sigma lower and higher. Where a ripple comes so near to 3 dB that noise
    /// may hide it or make it one, the fall jumps: a third of the jump, so that two captures that differ by it differ by less than four sigma.
    /// </summary>
    /// <param name="slope">Hz between the falls one sigma lower and higher.</param>
    /// <param name="ripple">The same of <see cref="RippleSigmas"/>.</param>
    private static double EdgeSigma(double slope, double ripple) => Math.Max(slope / 2, (ripple - RippleSigmas * slope) / 3);

    /// <summary>Where the curve, moved by so many of its uncertainties, first lies 3 dB below the reference; null where it does not.</summary>
    private static double? FirstFall(ResponseCurve curve, double reference, double referenceHz, bool upwards, double sigmas)
    {
        var start = Enumerable.Range(0, curve.Hz.Count).MinBy(i => Math.Abs(Math.Log(curve.Hz[i] / referenceHz)));
        for (var i = start; i >= 0 && i < curve.Hz.Count; i += upwards ? 1 : -1)
        {
            if (Level(i) > -3)
                continue;
            var inner = upwards ? Math.Max(i - 1, 0) : Math.Min(i + 1, curve.Hz.Count - 1);
            var (a, b) = (Level(inner), Level(i));
            var share = a == b ? 0 : Math.Clamp((a + 3) / (a - b), 0, 1);
            return curve.Hz[inner] * Math.Pow(curve.Hz[i] / curve.Hz[inner], share);
        }
        return null;

        double Level(int i) => curve.Db[i] + sigmas * curve.SigmaDb[i] - reference;
    }

    private static void Balance(MetricSheet sheet, (double Db, double SigmaDb)?[] gains)
    {
        for (var channel = 1; channel < gains.Length; channel++)
        {
            if (gains[channel] is { } gain && gains[0] is { } first)
                sheet.Add("level.balance_db", channel, gain.Db - first.Db, double.Hypot(gain.SigmaDb, first.SigmaDb));
            else
                sheet.Missing("level.balance_db", channel, $"because the gain of channel {(gains[0] is null ? 0 : channel)} is not known");
        }
    }
}
