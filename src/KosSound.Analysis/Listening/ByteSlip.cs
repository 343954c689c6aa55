using System.Globalization;
using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>
/// Recognises bytes that were lost or inserted within a sample, where captured samples can equal the played ones: from there on the
/// played bytes are all there, but every sample is read across two.
/// </summary>
internal static class ByteSlip
{
    /// <summary>Shifted stretches that last shorter are chance: tones and silence repeat themselves.</summary>
    private const double LeastSeconds = 0.01;

    /// <summary>Values a stretch must hold to be more than silence or a faint tone.</summary>
    private const int LeastValues = 32;

    /// <summary>What happened, without full stop; null when it did not, or cannot be told over this loop.</summary>
    public static string? Sentence(AnalysisRequest request)
    {
        var format = request.Capture.Format;
        if (request.Loopback != LoopbackKind.Digital || format != request.Stimulus.Plan.Format)
            return null;
        var captured = request.Capture.Pcm.Span;
        foreach (var run in ExactSearch.Find(request.Stimulus.Pcm.Span, captured))
        {
            var shift = (run.CaptureByte - run.PlayedByte) % format.BytesPerSample;
            if (shift == 0 || run.Bytes < LeastSeconds * format.RateHz * format.BytesPerFrame || Values(captured.Slice(run.CaptureByte, run.Bytes)) < LeastValues)
                continue;
            var bytes = Math.Abs((run.CaptureByte - run.PlayedByte) % format.BytesPerFrame);
            return string.Create(CultureInfo.InvariantCulture,
                $"from {(double)run.CaptureByte / format.BytesPerFrame / format.RateHz:F3} s of the capture on its bytes arrive shifted by {bytes} against the frames of {format.BytesPerFrame} bytes (byte slip): every sample is read across two");
        }

        return null;
    }

    private static int Values(ReadOnlySpan<byte> bytes)
    {
        Span<bool> seen = stackalloc bool[256];
        var values = 0;
        foreach (var value in bytes)
        {
            if (!seen[value])
                values++;
            seen[value] = true;
        }

        return values;
    }
}
