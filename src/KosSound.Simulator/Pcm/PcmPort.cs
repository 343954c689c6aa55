using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.Pcm;

/// <summary>The bytes of one stream: how its frames are written, and which bytes get lost.</summary>
internal sealed class PcmPort
{
    private readonly SampleEncoding _encoding;
    private readonly DeviceFormat _format;
    private readonly EventClock? _slips;
    private readonly int _slipBytes;

    public PcmPort(WireSettings wire, DeviceFormat format)
    {
        _encoding = wire.Encoding;
        _format = format;
        BytesPerFrame = _encoding.BytesPerSample(format.BitDepth) * format.Channels;
        _slipBytes = wire.SlipBytes;
        if (_slipBytes > 0)
            _slips = wire.SlipWhen.Start(new StageContext(format.RateHz, format.Channels, format.BitDepth, Seed: 0));
    }

    /// <summary>Bytes of one frame.</summary>
    public int BytesPerFrame { get; }

    /// <summary>Whole frames up to the next loss of bytes.</summary>
    /// <param name="frame">Frames that passed so far.</param>
    /// <param name="wanted">Most frames of interest.</param>
    public int FramesUntilSlip(long frame, int wanted) => _slips is null ? wanted : (int)Math.Clamp(_slips.Next - frame, 0, wanted);

    /// <summary>Bytes that get lost here; goes on to the next loss.</summary>
    /// <param name="frame">Frames that passed so far.</param>
    public int SlipAt(long frame)
    {
        if (_slips is null || _slips.Next > frame)
            return 0;
        _slips.SkipTo(frame + 1);
        return _slipBytes;
    }

    /// <summary>Turns bytes into frames.</summary>
    public void Decode(ReadOnlySpan<byte> pcm, Span<double> samples) => _encoding.Decode(pcm, _format.BitDepth, samples);

    /// <summary>Turns frames into bytes.</summary>
    public void Encode(ReadOnlySpan<double> samples, Span<byte> pcm) => _encoding.Encode(samples, _format.BitDepth, pcm);
}
