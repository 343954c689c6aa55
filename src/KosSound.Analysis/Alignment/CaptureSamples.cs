using System.Buffers;
using KosSound.Signals;

namespace KosSound.Analysis.Alignment;

/// <summary>Reads stretches of a capture, so that a long one never has to be decoded as a whole.</summary>
public sealed class CaptureSamples
{
    private const int BlockFrames = 16_384;
    private readonly ReadOnlyMemory<byte> _pcm;

    public CaptureSamples(Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        Format = capture.Format;
        _pcm = capture.Pcm;
        Frames = _pcm.Length / Format.BytesPerFrame;
    }

    /// <summary>How it was recorded.</summary>
    public PcmFormat Format { get; }

    /// <summary>Whole frames in it.</summary>
    public int Frames { get; }

    /// <summary>Decodes part of one channel; what lies outside the capture is silence.</summary>
    /// <param name="channel">Zero-based channel.</param>
    /// <param name="startFrame">First frame, may be negative.</param>
    /// <param name="target">Receives the samples, full scale ±1.0.</param>
    public void Read(int channel, long startFrame, Span<double> target)
    {
        var from = (int)Math.Clamp(startFrame, 0, Frames);
        var to = (int)Math.Clamp(startFrame + target.Length, from, Frames);
        if (from == to)
        {
            target.Clear();
            return;
        }
        var offset = (int)(from - startFrame);
        target[..offset].Clear();
        target[(offset + to - from)..].Clear();
        var codes = ArrayPool<int>.Shared.Rent(Math.Min(to - from, BlockFrames));
        for (var at = from; at < to; at += BlockFrames)
        {
            var block = codes.AsSpan(0, Math.Min(to - at, BlockFrames));
            PcmCodec.DecodeCodes(_pcm.Span[(at * Format.BytesPerFrame)..], Format, channel, block);
            var plane = target.Slice(offset + at - from, block.Length);
            for (var i = 0; i < block.Length; i++)
                plane[i] = block[i] * Format.LsbFs;
        }
        ArrayPool<int>.Shared.Return(codes);
    }

    /// <summary>Decodes part of all channels; what lies outside the capture is silence.</summary>
    public Signal Decode(int startFrame, int frames)
    {
        var signal = new Signal(Format.RateHz, Format.Channels, frames);
        for (var channel = 0; channel < Format.Channels; channel++)
            Read(channel, startFrame, signal[channel]);
        return signal;
    }
}
