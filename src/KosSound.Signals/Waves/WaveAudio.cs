namespace KosSound.Signals.Waves;

/// <summary>The sound of a WAV file: its bytes as they stand in the file, and how to read them.</summary>
/// <param name="Format">Rate, depth (32 for float) and channels.</param>
/// <param name="Encoding">Layout of the samples in <paramref name="Data"/>; 8-bit WAV files are unsigned.</param>
/// <param name="Data">Whole frames, at least one.</param>
public sealed record WaveAudio(PcmFormat Format, PcmEncoding Encoding, Memory<byte> Data)
{
    /// <summary>Number of frames, at least 1.</summary>
    public int Frames => Data.Length / (Encoding.ContainerBytes * Format.Channels);

    /// <summary>The samples, full scale ±1.0; floats may exceed it.</summary>
    public Signal ToSignal() => PcmCodec.Decode(Data.Span, Format.RateHz, Format.Channels, Encoding);

    /// <summary>
    /// The bytes as the wire contract lays them out: without a copy where the file agrees, floats rounded to 32-bit codes.
    /// </summary>
    public ReadOnlyMemory<byte> ToPcm() =>
        Encoding == PcmEncoding.Assumed(Format) ? Data : PcmCodec.Encode(ToSignal(), Format);
}
