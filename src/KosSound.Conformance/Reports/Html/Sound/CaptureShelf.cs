using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Signals.Waves;

namespace KosSound.Conformance.Reports.Html.Sound;

/// <summary>The WAV files of the bundle, read when first needed; the latest few are kept, because the failures of one format
/// share their capture.</summary>
internal sealed class CaptureShelf(Func<string, Stream?>? open)
{
    private const int Kept = 2;
    private const string Ending = ".wav";

    private readonly List<(string Path, WaveAudio? Audio)> _shelf = [];

    /// <summary>The recorded sound of a test; null when there is none or it cannot be read.</summary>
    public WaveAudio? Capture(TestRecord test) => First(test, stimulus: false);

    /// <summary>What was played in a test; null when it was not kept or cannot be read.</summary>
    public WaveAudio? Stimulus(TestRecord test) => First(test, stimulus: true);

    /// <summary>The last captures of a test, the last first: a clause that records several times ends with the one that missed it.</summary>
    public IEnumerable<(string Name, WaveAudio Audio)> Last(TestRecord test, int count)
    {
        foreach (var file in test.Attachments.Where(a => IsSound(a, stimulus: false)).Reverse().Take(count))
        {
            if (open is not null && Read(file.Path) is { } audio)
                yield return (file.Path[(file.Path.LastIndexOf('/') + 1)..^Ending.Length], audio);
        }
    }

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
        var file = test.Attachments.FirstOrDefault(a => IsSound(a, stimulus));
        return file is null || open is null ? null : Read(file.Path);
    }

    private static bool IsSound(AttachmentRecord file, bool stimulus) =>
        file.Path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && file.Path.Contains("stimulus", StringComparison.OrdinalIgnoreCase) == stimulus;

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
