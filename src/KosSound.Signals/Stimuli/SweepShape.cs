namespace KosSound.Signals.Stimuli;

/// <summary>
/// The synchronised exponential sweep x(t) = sin(2π f1 L e^(t/L)) with L = T / ln(f2/f1) and f1·L a whole number, so that the
/// n-th harmonic of the response arrives exactly L·ln n early, in phase. Sources: Novak, Lotton, Simon, "Synchronized
/// Swept-Sine", JAES 63(10), 2015; Farina, AES 108th Convention, 2000.
/// </summary>
public readonly record struct SweepShape
{
    private SweepShape(double startHz, double seconds, int cycles)
    {
        StartHz = startHz;
        Seconds = seconds;
        Cycles = cycles;
        GrowthSeconds = cycles / startHz;
    }

    /// <summary>f1: instantaneous frequency at t = 0, in Hz.</summary>
    public double StartHz { get; }

    /// <summary>T: duration in s.</summary>
    public double Seconds { get; }

    /// <summary>f1 · L, a whole number, at least 1.</summary>
    public int Cycles { get; }

    /// <summary>L: time in s over which the frequency grows by e.</summary>
    public double GrowthSeconds { get; }

    /// <summary>f2: instantaneous frequency at t = T, in Hz.</summary>
    public double EndHz => FrequencyHz(Seconds);

    /// <summary>The shape of a sweep segment.</summary>
    /// <exception cref="ArgumentException">It is no sweep, or f1·L is more than 0.001 from a whole number.</exception>
    public static SweepShape Of(Segment segment, int rateHz)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment is not { Kind: SegmentKind.Sweep, StartHz: { } startHz, EndHz: { } endHz })
            throw new ArgumentException($"segment '{segment.Name}' is no sweep with a start and an end frequency", nameof(segment));
        var seconds = (double)segment.Frames / rateHz;
        var cycles = startHz * seconds / Math.Log(endHz / startHz);
        if (!(Math.Round(cycles) >= 1) || Math.Abs(cycles - Math.Round(cycles)) > 1e-3)
            throw new ArgumentException($"sweep '{segment.Name}' is not synchronised: f1·T/ln(f2/f1) = {cycles:F4} is not a whole number", nameof(segment));
        return new SweepShape(startHz, seconds, (int)Math.Round(cycles));
    }

    /// <summary>A sweep of about the wanted length whose start lies near 20 Hz, where f1·L can be whole.</summary>
    /// <param name="frames">Length in frames.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="endHz">Wanted end frequency in Hz, met within 0.1 %.</param>
    internal static SweepShape Near20Hz(int frames, int rateHz, double endHz)
    {
        var seconds = (double)frames / rateHz;
        var cycles = Math.Max(1, (int)Math.Round(20 * seconds / Math.Log(endHz / 20)));
        // f1·T = cycles · ln(f2/f1) by bisection; rounding f1 to 1 mHz keeps the last place of Math.Log out of the plan.
        var (low, high) = (1.0, endHz);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = middle * seconds < cycles * Math.Log(endHz / middle) ? (middle, high) : (low, middle);
        }
        return new SweepShape(Math.Round(low, 3), seconds, cycles);
    }

    /// <summary>Instantaneous frequency in Hz at a time in s from the start of the sweep.</summary>
    public double FrequencyHz(double atSeconds) => StartHz * PortableMath.Exp(atSeconds / GrowthSeconds);

    /// <summary>Time in s from the start of the sweep at which a frequency in Hz is passed.</summary>
    public double SecondsOf(double frequencyHz) => GrowthSeconds * Math.Log(frequencyHz / StartHz);

    /// <summary>How much earlier than the linear response harmonic n appears in the deconvolved response, in s: L · ln n.</summary>
    public double HarmonicLeadSeconds(int harmonic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(harmonic, 1);
        return GrowthSeconds * Math.Log(harmonic);
    }

    /// <summary>The sweep without fades at a time in s, ±1.</summary>
    public double Value(double atSeconds) => PortableMath.SinTurns(Cycles * PortableMath.Exp(atSeconds / GrowthSeconds));
}
