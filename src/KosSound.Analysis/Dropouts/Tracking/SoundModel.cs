using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>Which of the two sweeps a path is measured by.</summary>
internal enum SweepUse
{
    Both,
    First,
    Second,
}

/// <summary>
/// What a recorded channel holds of the stimulus when nothing happens to it: the played channels, each through the path measured
/// by its own sweeps. Harmonics, and what of the room outlasts the gate, are not in it.
/// </summary>
internal static class SoundModel
{
    private const double GateSeconds = 0.1;
    private const double AheadSeconds = 0.004;
    private const double ReachSeconds = 0.1;

    /// <summary>Regularisation: what of the band the sweep hardly excites is left out.</summary>
    private const double Epsilon = 1e-5;

    /// <summary>A played channel that is heard less than this below the loudest one does not help the prediction.</summary>
    private const double LeastGain = 0.003;

    /// <summary>The sweeps of all played channels that are heard in a recorded one; empty where the capture does not hold them.</summary>
    public static IReadOnlyList<SweepTransfer> Heard(AlignedCapture capture, int recorded)
    {
        if (capture.Transfers[recorded] is not { } own)
            return [];
        var heard = new List<SweepTransfer> { own };
        foreach (var window in capture.Reference.Sweeps.Where(w => w.Channel != own.Window.Channel))
        {
            if (SweepTransfer.Of(capture, window, recorded) is { } other && other.Gain > LeastGain * own.Gain && other.SharesWideBand)
                heard.Add(other);
        }
        return heard;
    }

    /// <summary>Whether the two sweeps of a channel differ by more than noise of a variance explains: then one of them may be broken.</summary>
    public static bool Differ(SweepTransfer transfer, double noiseVariance, int rateHz)
    {
        var window = transfer.Window;
        var bins = 0.4 * rateHz / ((double)rateHz / window.Fft.Size);
        return transfer.DifferentEnergy > 1.5 * noiseVariance * window.Frames * bins;
    }

    /// <summary>Predicted samples on the time of the reference, as many as it has.</summary>
    public static double[] Predict(AlignedCapture capture, IReadOnlyList<SweepTransfer> heard, SweepUse use)
    {
        var predicted = new double[capture.Reference.Signal.Frames];
        foreach (var transfer in heard)
        {
            var (response, ahead) = Response(capture, transfer, use);
            Convolution.Add(capture.Reference.Signal[transfer.Window.Channel], response, ahead, predicted);
        }
        return predicted;
    }

    /// <summary>
    /// The gated impulse response from played to recorded, and how many of its samples precede instant 0. A sweep that came early or
    /// late as a whole, because frames were lost before it, is taken back to its time first.
    /// </summary>
    private static (double[] Response, int Ahead) Response(AlignedCapture capture, SweepTransfer transfer, SweepUse use)
    {
        var (window, rate) = (transfer.Window, capture.Reference.RateHz);
        var sweepFrames = (int)Math.Ceiling(window.Segment.Frames * capture.Reference.FramesPerStimulusFrame);
        var after = Math.Max(16, Math.Min((int)(GateSeconds * rate), window.Frames - window.Lead - sweepFrames));
        var ahead = Math.Max(8, Math.Min((int)(AheadSeconds * rate), window.Lead));
        var response = new double[ahead + after];
        var used = use switch { SweepUse.First => new[] { 0 }, SweepUse.Second => [1], _ => [0, 1] };
        foreach (var sweep in used)
        {
            var time = new double[window.Fft.Size];
            window.Fft.Inverse(Divided(transfer, sweep), time);
            var lag = Peak(time, Math.Min((int)(ReachSeconds * rate), time.Length / 4));
            if (Math.Abs(lag) < ahead / 2)
                lag = 0;
            for (var i = 0; i < response.Length; i++)
                response[i] += time[(i - ahead + lag + time.Length) % time.Length] * Gate(i, ahead, after) / used.Length;
        }
        return (response, ahead);
    }

    private static int Peak(double[] time, int reach)
    {
        var best = 0;
        for (var lag = -reach; lag <= reach; lag++)
        {
            if (Math.Abs(time[(lag + time.Length) % time.Length]) > Math.Abs(time[(best + time.Length) % time.Length]))
                best = lag;
        }
        return best;
    }

    private static double Gate(int index, int ahead, int after)
    {
        var (rise, fall) = (ahead / 2, after / 4);
        if (index < rise)
            return 0.5 - 0.5 * Math.Cos(Math.PI * (index + 0.5) / rise);
        var left = ahead + after - index;
        return left <= fall ? 0.5 - 0.5 * Math.Cos(Math.PI * (left - 0.5) / fall) : 1;
    }

    private static Spectrum Divided(SweepTransfer transfer, int sweep)
    {
        var (x, y, result) = (transfer.Window.Played[sweep], transfer.Captured[sweep], new Spectrum(transfer.Window.Fft.Bins));
        var largest = 0.0;
        for (var bin = 0; bin < x.Bins; bin++)
            largest = Math.Max(largest, x.Power(bin));
        for (var bin = 1; bin < x.Bins - 1; bin++)
        {
            // H · |X|⁴/(|X|⁴ + ε²): unchanged where the sweep sounds, nothing where it does not.
            var power = x.Power(bin);
            var weight = power / (power * power + Epsilon * largest * Epsilon * largest);
            result.Real[bin] = weight * (y.Real[bin] * x.Real[bin] + y.Imaginary[bin] * x.Imaginary[bin]);
            result.Imaginary[bin] = weight * (y.Imaginary[bin] * x.Real[bin] - y.Real[bin] * x.Imaginary[bin]);
        }
        return result;
    }
}
