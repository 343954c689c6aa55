namespace KosSound.Analysis.Alignment;

/// <summary>
/// The capture clock: when frame k of a recording could first be known, from the arrival of the messages. Network and scheduler
/// only ever delay a message, so the line that supports all arrivals from below is the clock (Moon, Skelly and Towsley,
/// "Estimation and removal of clock skew from network delay measurements", INFOCOM 1999).
/// </summary>
public sealed class CaptureClock
{
    private const int LeastMessages = 3;
    private readonly double _originSeconds;
    private readonly double _secondsPerFrame;

    private CaptureClock(double originSeconds, double secondsPerFrame, RateEstimate rate, double[] latenessSeconds)
    {
        (_originSeconds, _secondsPerFrame, Rate) = (originSeconds, secondsPerFrame, rate);
        // Sums of doubles are not to make 100 ms more than 100 ms: a stamp resolves a tick of 100 ns.
        JitterMs = Math.Round(1e3 * Percentile(latenessSeconds, 0.99), 4);
    }

    /// <summary>Frames per second of the recording by the client's clock.</summary>
    public RateEstimate Rate { get; }

    /// <summary>99th percentile of the lateness of messages against this clock, in ms.</summary>
    public double JitterMs { get; }

    /// <summary>Fits the clock.</summary>
    /// <param name="arrivals">Arrival of every message, in order, with the frames delivered up to and including it.</param>
    /// <param name="rateHz">Nominal rate.</param>
    /// <returns>Null when there are fewer than three messages with sound, or all came at once.</returns>
    public static CaptureClock? From(IReadOnlyList<TimeStamp> arrivals, int rateHz)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, 1);
        var points = arrivals.Where(a => a.Frames > 0).Select(a => (X: (double)a.Frames, Y: a.At.TotalSeconds)).ToArray();
        if (points.Length < LeastMessages || points[^1].X <= points[0].X)
            return null;
        var nominal = 1.0 / rateHz;
        var rate = MeasureRate(points, nominal);
        // The nominal slope is believed unless the measurement clearly contradicts it: a few messages cannot tell 50 ppm.
        var slope = Math.Abs(rate.Hz - rateHz) > 3 * rate.UncertaintyHz ? 1 / rate.Hz : nominal;
        var origin = points.Min(p => p.Y - p.X * slope);
        return new CaptureClock(origin, slope, rate, [.. points.Select(p => p.Y - p.X * slope - origin)]);
    }

    /// <summary>Time at which a frame could first be known: one frame after its beginning.</summary>
    public TimeSpan TimeOf(double frame) => TimeSpan.FromSeconds(_originSeconds + (frame + 1) * _secondsPerFrame);

    /// <summary>Frame that could first be known at a time; may lie outside the recording.</summary>
    public double FrameAt(TimeSpan time) => (time.TotalSeconds - _originSeconds) / _secondsPerFrame - 1;

    /// <summary>
    /// Slope of the lower hull's edge below the middle of the recording: of all lines below the arrivals it has the least total
    /// lateness. Its uncertainty is taken from how far the hull's neighbouring edges tilt and from the smallest lateness seen.
    /// </summary>
    private static RateEstimate MeasureRate((double X, double Y)[] points, double nominal)
    {
        var hull = LowerHull(points);
        var middle = points.Average(p => p.X);
        var edge = Math.Clamp(hull.FindIndex(p => p.X > middle), 1, hull.Count - 1);
        var slope = (hull[edge].Y - hull[edge - 1].Y) / (hull[edge].X - hull[edge - 1].X);
        if (!(slope > 0.2 * nominal && slope < 5 * nominal))
            slope = Math.Clamp(slope, 0.2 * nominal, 5 * nominal);
        var origin = points.Min(p => p.Y - p.X * slope);
        var lateness = points.Select(p => p.Y - p.X * slope - origin).Order().ToArray();
        // Arrivals touch the line at two places; how close a quarter of the others come says how well those two are known.
        var near = lateness[(lateness.Length - 1) / 4] + 1e-6;
        var span = points[^1].X - points[0].X;
        return new RateEstimate(1 / slope, near / (span * slope) / slope);
    }

    private static List<(double X, double Y)> LowerHull((double X, double Y)[] points)
    {
        var hull = new List<(double X, double Y)>();
        foreach (var p in points)
        {
            if (hull.Count > 0 && p.X <= hull[^1].X)
                continue;
            while (hull.Count > 1 && (hull[^1].Y - hull[^2].Y) * (p.X - hull[^1].X) >= (p.Y - hull[^1].Y) * (hull[^1].X - hull[^2].X))
                hull.RemoveAt(hull.Count - 1);
            hull.Add(p);
        }
        return hull;
    }

    private static double Percentile(double[] values, double fraction)
    {
        Array.Sort(values);
        return values[(int)Math.Ceiling(fraction * values.Length) - 1];
    }
}

/// <summary>A measured rate.</summary>
/// <param name="Hz">Frames per second.</param>
/// <param name="UncertaintyHz">Standard uncertainty.</param>
public readonly record struct RateEstimate(double Hz, double UncertaintyHz);
