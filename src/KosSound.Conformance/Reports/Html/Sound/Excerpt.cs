using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Reports.Html.Sound;

/// <summary>A short piece of the capture around an event or over a part of the stimulus, as a WAV file within the page.</summary>
/// <param name="DataUri">16-bit WAV, base64.</param>
/// <param name="BeforeSeconds">From the start of the excerpt to what it is about.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Channels">Which channels are heard.</param>
internal sealed record Excerpt(string DataUri, double BeforeSeconds, double Seconds, string Channels)
{
    private const double Before = 0.3, After = 0.5, Margin = 0.05, LongestPart = 1, FadeSeconds = 0.01;

    /// <summary>Cuts out the sound around an event: its channel, or the first two when all are affected.</summary>
    /// <returns>Null when the event lies outside the capture.</returns>
    public static Excerpt? Around(EventRecord e, WaveAudio capture)
    {
        // High rates and the same seconds would fill the page with bytes nobody hears.
        var shorter = Math.Min(1, 48_000.0 / capture.Format.RateHz);
        return Of(capture, e.CaptureSeconds, e.CaptureSeconds - Before * shorter, e.CaptureSeconds + After * shorter, e.Channel);
    }

    /// <summary>Cuts out the sound of a part of the stimulus, its beginning when it is long.</summary>
    /// <returns>Null when it lies outside the capture.</returns>
    public static Excerpt? Over(HeardPart part, WaveAudio capture, int? channel)
    {
        var shorter = Math.Min(1, 48_000.0 / capture.Format.RateHz);
        return Of(capture, part.FromSeconds, part.FromSeconds - Margin, Math.Min(part.ToSeconds + Margin, part.FromSeconds + LongestPart * shorter), channel);
    }

    /// <summary>Cuts out the loudest moment of a capture; its beginning when it is silent.</summary>
    public static Excerpt? Loudest(WaveAudio capture)
    {
        if (CaptureShelf.Cut(capture, 0, double.PositiveInfinity) is not ({ } all, _))
            return null;
        var (peak, at) = (0.0, 0);
        for (var channel = 0; channel < all.Channels; channel++)
        {
            var samples = all[channel];
            for (var i = 0; i < samples.Length; i++)
            {
                if (Math.Abs(samples[i]) > peak)
                    (peak, at) = (Math.Abs(samples[i]), i);
            }
        }

        var seconds = (double)at / all.RateHz;
        return Of(capture, seconds, seconds - Before, seconds + After, null);
    }

    private static Excerpt? Of(WaveAudio capture, double about, double from, double to, int? channel)
    {
        if (CaptureShelf.Cut(capture, from, to) is not ({ } cut, { } start))
            return null;
        int[] channels = channel is { } only && only < cut.Channels ? [only] : [.. Enumerable.Range(0, Math.Min(2, cut.Channels))];
        var heard = new Signal(cut.RateHz, [.. channels.Select(c => Faded(cut[c], cut.RateHz))]);
        var format = new PcmFormat(cut.RateHz, 16, channels.Length);
        using var file = new MemoryStream();
        WaveFile.Write(file, format, PcmCodec.Encode(heard, format));
        var uri = "data:audio/wav;base64," + Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
        var names = (channels.Length == 1 ? "channel " : "channels ") + string.Join(" and ", channels.Select(c => Figures.Integer(c)));
        return new Excerpt(uri, about - start, (double)heard.Frames / heard.RateHz, names);
    }

    // Sound that starts at full level clicks, and a click is what listeners listen for here.
    private static double[] Faded(ReadOnlySpan<double> samples, int rateHz)
    {
        var faded = samples.ToArray();
        var fade = Math.Min((int)(FadeSeconds * rateHz), faded.Length / 4);
        for (var i = 0; i < fade; i++)
        {
            faded[i] *= (double)i / fade;
            faded[^(i + 1)] *= (double)i / fade;
        }
        return faded;
    }
}
