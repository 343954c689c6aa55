using System.Collections.Concurrent;
using KosSound.Signals;
using KosSound.Signals.Waves;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Invented sound for the fake dropouts of <see cref="FakeTests"/>: a tone, and what arrived of it.</summary>
internal static class FakeCaptures
{
    private static readonly ConcurrentDictionary<string, byte[]> Files = [];

    private const double LeadSeconds = 0.5;

    /// <summary>Opens <c>captures/FORMAT.wav</c> or <c>captures/FORMAT-stimulus.wav</c>.</summary>
    public static Stream? Open(string path)
    {
        var stimulus = path.EndsWith("-stimulus.wav", StringComparison.Ordinal);
        var name = Path.GetFileNameWithoutExtension(path).Replace("-stimulus", "", StringComparison.Ordinal);
        var side = name.Split('~')[stimulus ? 0 : ^1];
        if (!PcmFormat.TryParse(side, out var format))
            return null;
        var bytes = Files.GetOrAdd(path, _ =>
        {
            var file = new MemoryStream();
            WaveFile.Write(file, format, PcmCodec.Encode(stimulus ? Played(format) : Arrived(format), format));
            return file.ToArray();
        });
        return new MemoryStream(bytes, writable: false);
    }

    private static Signal Played(PcmFormat format) => Tone(format, 3.7, frame => frame);

    private static Signal Arrived(PcmFormat format)
    {
        var lead = (int)(LeadSeconds * format.RateHz);
        var (gap, skip) = ((int)(1.68 * format.RateHz), (int)(3.231 * format.RateHz));
        var signal = Tone(format, 4.2, frame => frame < lead ? null : frame < skip ? frame - lead : frame - lead + 552);
        signal[format.Channels - 1].Slice(gap, 48).Clear();
        return signal;
    }

    private static Signal Tone(PcmFormat format, double seconds, Func<int, int?> source)
    {
        var signal = new Signal(format.RateHz, format.Channels, (int)(seconds * format.RateHz));
        for (var channel = 0; channel < format.Channels; channel++)
        {
            var plane = signal[channel];
            for (var frame = 0; frame < plane.Length; frame++)
                plane[frame] = source(frame) is { } n ? 0.25 * Math.Sin(2 * Math.PI * (997 + 300 * channel) * n / format.RateHz) : 0;
        }
        return signal;
    }
}
