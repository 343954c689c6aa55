using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>
/// A sound to be recognised in a capture, cut into segments of 50 ms each of which is unlike all others, in every channel:
/// noise for comparison sample by sample, or random tones of a band for a loop that has one.
/// </summary>
public sealed class ProbeSound
{
    /// <summary>Length of a segment in seconds.</summary>
    public const double SegmentSeconds = 0.05;

    /// <summary>Tones of one segment and channel of a band probe.</summary>
    private const int Tones = 64;

    /// <summary>Peak over RMS that 64 random phases stay below; more is clipped, which a matched filter does not mind.</summary>
    private const double Crest = 3.2;

    private const double FadeSeconds = 0.002;

    private readonly int _seed;
    private readonly double _amplitude;
    private readonly double? _lowHz;
    private readonly double _highHz;

    private ProbeSound(PcmFormat format, long frames, int seed, double levelDbfs, (double LowHz, double HighHz)? band)
    {
        Format = format;
        _seed = seed;
        _amplitude = Math.Pow(10, levelDbfs / 20);
        (_lowHz, _highHz) = (band?.LowHz, band?.HighHz ?? 0);
        Frames = frames;
        Pcm = band is null ? RenderNoise() : RenderBand();
    }

    /// <summary>How it is played.</summary>
    public PcmFormat Format { get; }

    /// <summary>Length in frames.</summary>
    public long Frames { get; }

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => Format.DurationOf(Frames);

    /// <summary>Interleaved PCM.</summary>
    public ReadOnlyMemory<byte> Pcm { get; }

    /// <summary>True for noise, whose bytes can be compared one by one.</summary>
    public bool IsNoise => _lowHz is null;

    /// <summary>Whole segments in it.</summary>
    public int Segments => (int)(Frames / SegmentFrames);

    /// <summary>Length of a segment in played frames.</summary>
    public int SegmentFrames => (int)Math.Round(SegmentSeconds * Format.RateHz);

    /// <summary>White noise of even distribution without a single zero sample, different in every channel.</summary>
    /// <param name="format">Format to render for.</param>
    /// <param name="frames">Length in frames, at least 1.</param>
    /// <param name="seed">Decides all samples.</param>
    /// <param name="levelDbfs">Peak level, −30 … 0 dBFS.</param>
    public static ProbeSound Noise(PcmFormat format, long frames, int seed, double levelDbfs = -12) => new(format, frames, seed, levelDbfs, null);

    /// <summary>Random tones within a band, with fades of 2 ms; what is left over of whole segments is a shorter one.</summary>
    /// <param name="format">Format to render for.</param>
    /// <param name="duration">Length, at least one segment.</param>
    /// <param name="seed">Decides all tones.</param>
    /// <param name="levelDbfs">Peak level in dBFS.</param>
    /// <param name="band">Band in Hz, below half the rate.</param>
    public static ProbeSound Band(PcmFormat format, TimeSpan duration, int seed, double levelDbfs, (double LowHz, double HighHz) band)
    {
        if (!(band.LowHz > 0 && band.HighHz > band.LowHz && band.HighHz < format.RateHz / 2.0))
            throw new ArgumentException($"a band of {band.LowHz} … {band.HighHz} Hz does not fit {format}", nameof(band));
        var frames = Math.Max((long)Math.Round(SegmentSeconds * format.RateHz), (long)Math.Round(duration.TotalSeconds * format.RateHz));
        return new ProbeSound(format, frames, seed, levelDbfs, band);
    }

    /// <summary>A segment as it sounds, at any rate: what a matched filter looks for.</summary>
    /// <param name="segment">Zero based.</param>
    /// <param name="channel">Zero based.</param>
    /// <param name="rateHz">Rate to render at; noise exists only at its own.</param>
    /// <param name="samples">Receives the samples from the segment's first frame on; its length decides how many.</param>
    public void RenderSegment(int segment, int channel, int rateHz, Span<double> samples)
    {
        if (IsNoise)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(rateHz, Format.RateHz);
            Span<int> codes = new int[Math.Min(samples.Length, SegmentFrames)];
            var count = PcmCodec.DecodeCodes(Pcm.Span[(segment * SegmentFrames * Format.BytesPerFrame)..], Format, channel, codes);
            samples.Clear();
            for (var i = 0; i < count; i++)
                samples[i] = codes[i] * Format.LsbFs;
            return;
        }

        var random = new Random(HashCode(segment, channel));
        samples.Clear();
        var amplitude = _amplitude / (Crest * Math.Sqrt(Tones / 2.0));
        for (var tone = 0; tone < Tones; tone++)
        {
            var step = 2 * Math.PI * (_lowHz!.Value + random.NextDouble() * (_highHz - _lowHz.Value)) / rateHz;
            AddTone(samples, amplitude, step, 2 * Math.PI * random.NextDouble());
        }

        var frames = Math.Min(SegmentFrames, Frames - (long)segment * SegmentFrames);
        Fade(samples, (int)(FadeSeconds * rateHz), (int)Math.Round((double)frames * rateHz / Format.RateHz));
    }

    /// <summary>Cosines by recurrence: s[n+1] = 2 cos(step) s[n] − s[n−1].</summary>
    private static void AddTone(Span<double> samples, double amplitude, double step, double phase)
    {
        var factor = 2 * Math.Cos(step);
        var (previous, current) = (amplitude * Math.Cos(phase - step), amplitude * Math.Cos(phase));
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += current;
            (previous, current) = (current, factor * current - previous);
        }
    }

    private static void Fade(Span<double> samples, int fade, int length)
    {
        for (var i = 0; i < fade; i++)
        {
            var gain = 0.5 - 0.5 * Math.Cos(Math.PI * (i + 0.5) / fade);
            if (i < samples.Length)
                samples[i] *= gain;
            if (length - 1 - i >= 0 && length - 1 - i < samples.Length)
                samples[length - 1 - i] *= gain;
        }
        if (length < samples.Length)
            samples[length..].Clear();
    }

    private byte[] RenderBand()
    {
        var pcm = new byte[Frames * Format.BytesPerFrame];
        for (var segment = 0; (long)segment * SegmentFrames < Frames; segment++)
        {
            var signal = new Signal(Format.RateHz, Format.Channels, (int)Math.Min(SegmentFrames, Frames - (long)segment * SegmentFrames));
            for (var channel = 0; channel < Format.Channels; channel++)
                RenderSegment(segment, channel, Format.RateHz, signal[channel]);
            PcmCodec.Encode(signal, Format, pcm.AsSpan(segment * SegmentFrames * Format.BytesPerFrame));
        }

        return pcm;
    }

    private byte[] RenderNoise()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Frames, 1, "frames");
        var pcm = new byte[Frames * Format.BytesPerFrame];
        var random = new Random(_seed);
        random.NextBytes(pcm);
        var peak = Math.Clamp((long)(_amplitude * Format.FullScale), 2, (long)Format.FullScale - 1);
        for (var at = 0; at < pcm.Length; at += Format.BytesPerSample)
            Scale(pcm.AsSpan(at, Format.BytesPerSample), peak);
        return pcm;
    }

    /// <summary>Brings a random code into ±peak without zero; the low bytes stay as random as they were.</summary>
    private static void Scale(Span<byte> sample, long peak)
    {
        var bits = 8 * sample.Length;
        ulong random = 0;
        for (var i = sample.Length - 1; i >= 0; i--)
            random = random << 8 | sample[i];
        var code = (long)((UInt128)random * (ulong)(2 * peak) >> bits) - peak;
        if (code >= 0)
            code++;
        for (var i = 0; i < sample.Length; i++)
            sample[i] = (byte)(code >> 8 * i);
    }

    /// <summary>One seed per segment and channel, the same on every machine.</summary>
    private int HashCode(int segment, int channel) => (int)((uint)_seed * 2_654_435_761u ^ (uint)segment * 40_503u ^ (uint)channel * 2_246_822_519u) & int.MaxValue;
}
