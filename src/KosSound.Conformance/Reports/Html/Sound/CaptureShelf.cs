using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Reports.Html.Sound;

/// <summary>The WAV files of the bundle, read when first needed; the latest few are kept, because the failures of one format
/// share their capture.</summary>
internal sealed class CaptureShelf(Func<string, Stream?>? open)
{
    private const int Kept = 2;

    private readonly List<(string Path, WaveAudio? Audio)> _shelf = [];

    /// <summary>The recorded sound of a test; null when there is none or it cannot be read.</summary>
    public WaveAudio? Capture(TestRecord test) => First(test, stimulus: false);

    /// <summary>What was played in a test; null when it was not kept or cannot be read.</summary>
    public WaveAudio? Stimulus(TestRecord test) => First(test, stimulus: true);

    /// <summary>Some frames of a file as samples; what lies outside the file is left out.</summary>
    /// <returns>The samples, and the time of the first of them in seconds.</returns>
    public static (Signal Signal, double StartSeconds)? Cut(WaveAudio audio, double fromSeconds, double toSeconds)
    {
        var rate = audio.Format.RateHz;
        var from = (int)Math.Clamp(Math.Round(fromSeconds * rate), 0, audio.Frames);
        var to = (int)Math.Clamp(Math.Round(toSeconds * rate), from, audio.Frames);
        if (from == to)
            return null;
        var frameBytes = audio.Encoding.ContainerBytes * audio.Format.Channels;
        var bytes = audio.Data.Span[(from * frameBytes)..(to * frameBytes)];
        return (PcmCodec.Decode(bytes, rate, audio.Format.Channels, audio.Encoding), (double)from / rate);
    }

    private WaveAudio? First(TestRecord test, bool stimulus)
    {
        var file = test.Attachments.FirstOrDefault(a =>
            a.Path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase) && a.Path.Contains("stimulus", StringComparison.OrdinalIgnoreCase) == stimulus);
        return file is null || open is null ? null : Read(file.Path);
    }

    private WaveAudio? Read(string path)
    {
        if (_shelf.FirstOrDefault(s => s.Path == path) is { Path: not null } known)
            return known.Audio;
        if (_shelf.Count == Kept)
            _shelf.RemoveAt(0);
        var audio = Load(path);
        _shelf.Add((path, audio));
        return audio;
    }

    // A missing or broken capture must not cost the report: its link stays, verify names what is wrong with it.
    private WaveAudio? Load(string path)
    {
        try
        {
            using var stream = open!(path);
            return stream is null ? null : WaveFile.Read(stream);
        }
        catch (Exception e) when (e is WaveFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
