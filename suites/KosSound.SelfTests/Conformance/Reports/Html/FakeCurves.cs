using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Invented curves that look like measured ones: they test how the report draws, nothing else.</summary>
internal static class FakeCurves
{
    public static FormatEvidence Evidence(FormatRecord format, int seed, bool faulty, int points = 600)
    {
        var random = new Random(seed);
        var rate = format.Recording.RateHz;
        List<Curve> curves = [];
        for (var channel = 0; channel < format.Recording.Channels; channel++)
        {
            var hz = LogSpaced(20, rate * 0.48, points);
            var ripple = random.NextDouble();
            curves.Add(new Curve(CurveKind.Response, channel, hz, [.. hz.Select(f => Gain(f, rate, ripple, faulty && channel == 1))]));
            curves.Add(new Curve(CurveKind.GroupDelay, channel, hz, [.. hz.Select(f => 1e3 * 3 / (f + 25) * 0.6 + 0.02 * Math.Sin(f / 900 + ripple))]));
            curves.Add(Impulse(channel, rate, ripple));
            curves.Add(Spectrum(channel, rate, format.Recording.BitDepth, random, points));
            curves.Add(Waveform(channel, random, faulty));
            for (var order = 2; order <= 5; order++)
            {
                var fundamental = LogSpaced(40, rate * 0.45 / order, points / 4);
                curves.Add(new Curve($"{CurveKind.Harmonic}-{order}", channel, fundamental,
                    [.. fundamental.Select(f => -78 - 6 * order + 9 * Math.Cos(Math.Log(f) * order) + random.NextDouble() + (faulty && order == 3 ? 12 : 0))]));
            }
        }
        return new FormatEvidence
        {
            Format = format.Id,
            Curves = curves,
            Mask = [new MaskPoint(40, -1, 1), new MaskPoint(0.4 * rate, -1, 1), new MaskPoint(0.45 * rate, -3, 1)],
            PlayLatenciesMs = [61.4 + seed % 7, .. Enumerable.Range(0, 5).Select(_ => 42.1 + random.NextDouble() * 0.4)],
        };
    }

    private static double Gain(double hz, int rate, double ripple, bool dented) =>
        -3.02 - 10 * Math.Log10(1 + Math.Pow(14 / hz, 4)) - 10 * Math.Log10(1 + Math.Pow(hz / (0.475 * rate), 40))
        + 0.06 * Math.Sin(Math.Log(hz) * 5 + ripple) - (dented ? 2.4 * Math.Exp(-Math.Pow(Math.Log(hz / 3150) / 0.25, 2)) : 0);

    private static Curve Impulse(int channel, int rate, double phase)
    {
        double[] ms = [.. Enumerable.Range(-48, 336).Select(n => n * 1000.0 / rate)];
        return new Curve(CurveKind.Impulse, channel, ms, [.. ms.Select(t => 0.7 * Sinc((t - phase * 0.01) * rate / 1000 * 0.9) * Math.Exp(-Math.Abs(t) / 1.1))]);
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static Curve Spectrum(int channel, int rate, int bits, Random random, int points)
    {
        var hz = LogSpaced(10, rate / 2.0, points);
        var floor = Math.Max(-6.02 * bits - 30, -150);
        return new Curve(CurveKind.ToneSpectrum, channel, hz, [.. hz.Select(f =>
            10 * Math.Log10(Math.Pow(10, (floor + 8 * random.NextDouble()) / 10) + Line(f, 997, -12) + Line(f, 1994, -96) + Line(f, 2991, -91) + Line(f, 50, -104)))]);

        static double Line(double f, double at, double db) => Math.Pow(10, (db - Math.Pow(Math.Log(f / at) / 0.008, 2) * 4) / 10);
    }

    private static Curve Waveform(int channel, Random random, bool faulty)
    {
        (double End, double Level)[] parts = [(0.5, 0), (0.6, 0.25), (1.2, 0.25), (1.4, 0), (1.9, 0.22), (2.5, 0.25), (2.8, 0.001), (3.1, 0.0003), (3.7, 0.6), (3.8, 0.25), (4.2, 0)];
        double[] seconds = [.. Enumerable.Range(0, 800).Select(n => n * 4.2 / 800)];
        return new Curve(CurveKind.Waveform, channel, seconds, [.. seconds.Select(t =>
            faulty && t is > 1.68 and < 1.695 ? 0 : parts.First(p => t < p.End).Level * (0.97 + 0.03 * random.NextDouble()) + 1e-5)]);
    }

    private static double[] LogSpaced(double from, double to, int points) =>
        [.. Enumerable.Range(0, points).Select(n => from * Math.Pow(to / from, n / (points - 1.0)))];
}
