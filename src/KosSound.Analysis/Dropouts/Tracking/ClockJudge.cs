using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Tells a clock that drifts from frames that were lost between the markers, where noise hides it in the phase of a tone: besides
/// the marker pair there is the pair of sweeps, and a single loss cannot deceive both. Each reading is tried; the one under which
/// the capture is explained best is believed.
/// </summary>
internal static class ClockJudge
{
    /// <summary>Readings that move nothing in the stimulus by more than this are the same.</summary>
    private const double SameFrames = 0.2;

    /// <summary>No crystal is this far off: more is lost sound.</summary>
    private const double LargestPpm = 300;

    /// <summary>How much better, in nats, another reading must explain the capture.</summary>
    private const double LeastGain = 100;

    /// <summary>The capture under the clock that explains it best; the very same one when nothing contradicts its clock.</summary>
    public static AlignedCapture Settle(AlignedCapture capture)
    {
        var lead = capture.Channels.Where(c => c.Heard && capture.Transfers[c.Channel] is not null).MaxBy(c => c.Confidence);
        var markers = capture.Reference.Markers;
        if (lead is null || markers.Count < 2 || capture.Clock.NotMeasurable is not null)
            return capture;
        var readings = Readings(capture, capture.Transfers[lead.Channel]!, markers[^1].Start - markers[0].Start);
        if (readings.Count == 0)
            return capture;
        var present = ChannelTracker.BestPath(capture, lead.Channel)!;
        var (best, cost, noise) = (capture, present.Misfit - LeastGain, present.NoiseVariance);
        foreach (var ppm in readings)
        {
            var other = Under(capture, ppm, markers);
            if (other is not null && ChannelTracker.BestPath(other, lead.Channel, noise) is { } path && path.Misfit < cost)
                (best, cost) = (other, path.Misfit);
        }
        return best;
    }

    private static List<double> Readings(AlignedCapture capture, SweepTransfer transfer, double span)
    {
        var distance = transfer.Window.Starts[1] - transfer.Window.Starts[0];
        var lag = Lag(transfer) + (capture.NeedsResampling ? 0 : -capture.Clock.DriftPpm * 1e-6 * distance);
        var pair = capture.Clock.StepFrames;
        // All in frames against the present clock: by the sweeps alone, by the markers alone, by what lies outside the sweeps.
        var slopes = new[] { lag / distance, pair / span, (pair - lag) / (span - distance) };
        var readings = new List<double>();
        foreach (var slope in slopes)
        {
            if (Math.Abs(slope) < LargestPpm * 1e-6 && Math.Abs(slope) * span > SameFrames && readings.All(r => Math.Abs(r - capture.Clock.DriftPpm - 1e6 * slope) * 1e-6 * span > SameFrames))
                readings.Add(capture.Clock.DriftPpm + 1e6 * slope);
        }
        return readings;
    }

    /// <summary>How many frames the second sweep comes late, by the slope of the phase between both.</summary>
    private static double Lag(SweepTransfer transfer)
    {
        // What was played counts too: at another rate the windows do not begin on a whole frame of both sweeps.
        var fft = transfer.Window.Fft;
        var (first, second) = (Turned(transfer, 0), Turned(transfer, 1));
        var product = new Spectrum(fft.Bins);
        var largest = 0.0;
        for (var bin = 1; bin < fft.Bins; bin++)
            largest = Math.Max(largest, first.Power(bin));
        for (var bin = 1; bin < fft.Bins - 1; bin++)
        {
            var weight = 1 / Math.Sqrt(first.Power(bin) + 1e-3 * largest);
            product.Real[bin] = weight * (second.Real[bin] * first.Real[bin] + second.Imaginary[bin] * first.Imaginary[bin]);
            product.Imaginary[bin] = weight * (second.Imaginary[bin] * first.Real[bin] - second.Real[bin] * first.Imaginary[bin]);
        }
        var correlation = new double[fft.Size];
        fft.Inverse(product.Clone(), correlation);
        var peak = Array.IndexOf(correlation, correlation.Max());
        double lag = peak < fft.Size / 2 ? peak : peak - fft.Size;
        for (var round = 0; round < 3; round++)
            lag += Correction(product, lag, fft.Size);
        // What the transfer has taken out already.
        return lag + transfer.LagFrames;
    }

    /// <summary>A captured sweep with the phase of the played one taken out.</summary>
    private static Spectrum Turned(SweepTransfer transfer, int sweep)
    {
        var (x, y) = (transfer.Window.Played[sweep], transfer.Captured[sweep]);
        var turned = new Spectrum(x.Bins);
        for (var bin = 0; bin < x.Bins; bin++)
        {
            var magnitude = Math.Sqrt(x.Power(bin)) + 1e-12;
            turned.Real[bin] = (y.Real[bin] * x.Real[bin] + y.Imaginary[bin] * x.Imaginary[bin]) / magnitude;
            turned.Imaginary[bin] = (y.Imaginary[bin] * x.Real[bin] - y.Real[bin] * x.Imaginary[bin]) / magnitude;
        }
        return turned;
    }

    private static double Correction(Spectrum product, double lag, int size)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var bin = 1; bin < product.Bins - 1; bin++)
        {
            var omega = 2 * Math.PI * bin / size;
            var (sin, cos) = Math.SinCos(omega * lag);
            var (re, im) = (product.Real[bin] * cos - product.Imaginary[bin] * sin, product.Imaginary[bin] * cos + product.Real[bin] * sin);
            sum -= omega * im;
            weights += omega * omega * Math.Max(re, 0);
        }
        return weights > 0 ? Math.Clamp(sum / weights, -1, 1) : 0;
    }

    /// <summary>The same capture under another clock; the first marker keeps its place.</summary>
    private static AlignedCapture? Under(AlignedCapture capture, double ppm, IReadOnlyList<MarkerTemplate> markers)
    {
        var moved = (capture.Clock.DriftPpm - ppm) * 1e-6 * markers[0].Start;
        var span = markers[^1].Start - markers[0].Start;
        var steps = capture.Clock.StepFrames + (capture.Clock.DriftPpm - ppm) * 1e-6 * span;
        var channels = capture.Channels.Select(c => c with { DelayFrames = c.DelayFrames + moved }).ToArray();
        return ChannelMapper.Complete(new AlignedCapture(capture.Reference, capture.Sound, capture.FirstFrame, channels,
            new ClockFit(ppm, capture.Clock.UncertaintyPpm, steps))).Capture;
    }
}
