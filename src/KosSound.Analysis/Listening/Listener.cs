using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>Says what of a probe a capture holds: sample by sample where the formats allow it, else by matched filter.</summary>
public static class Listener
{
    /// <summary>Listens for a probe.</summary>
    /// <param name="probe">What was played.</param>
    /// <param name="captured">How it was recorded.</param>
    /// <param name="pcm">What was recorded.</param>
    /// <param name="exact">True when captured samples must equal played ones: a digital loop between equal formats.</param>
    public static Heard Listen(ProbeSound probe, PcmFormat captured, ReadOnlySpan<byte> pcm, bool exact)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return exact ? Exactly(probe, captured, pcm) : ByEar(probe, captured, pcm);
    }

    private static Heard Exactly(ProbeSound probe, PcmFormat captured, ReadOnlySpan<byte> pcm)
    {
        if (!probe.IsNoise || probe.Format != captured)
            throw new ArgumentException($"a probe of {probe.Format} cannot be compared with {captured} sample by sample", nameof(probe));
        var bytes = ExactSearch.Find(probe.Pcm.Span, pcm);
        var frameBytes = captured.BytesPerFrame;
        var slipped = bytes.Where(r => (r.CaptureByte - r.PlayedByte) % frameBytes != 0).Sum(r => (long)r.Bytes) > bytes.Sum(r => (long)r.Bytes) / 2;
        return new Heard
        {
            Played = probe.Format,
            PlayedFrames = probe.Frames,
            Captured = captured,
            Exact = true,
            ResolutionFrames = 1,
            Runs = [.. bytes.Select(r => InFrames(r, frameBytes)).Where(r => r.Frames > 0)],
            ByteSlip = slipped,
        };
    }

    private static Heard ByEar(ProbeSound probe, PcmFormat captured, ReadOnlySpan<byte> pcm)
    {
        var hits = SegmentSearch.Hits(probe, PcmCodec.Decode(pcm, captured));
        return new Heard
        {
            Played = probe.Format,
            PlayedFrames = probe.Frames,
            Captured = captured,
            Exact = false,
            ResolutionFrames = probe.SegmentFrames,
            Runs = SegmentSearch.Runs(hits, probe, captured.RateHz),
        };
    }

    /// <summary>The whole frames of a stretch of bytes.</summary>
    private static HeardRun InFrames(ExactSearch.ByteRun run, int frameBytes)
    {
        var first = (run.PlayedByte + frameBytes - 1) / frameBytes;
        var end = (run.PlayedByte + run.Bytes) / frameBytes;
        var captureByte = run.CaptureByte + first * frameBytes - run.PlayedByte;
        return new HeardRun(captureByte / frameBytes, first, end - first);
    }
}
