namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Follows the peak level of all channels together, and moves a gain towards its target with attack and release.</summary>
/// <remarks>
/// The level is the largest sample of the last 25 ms at least, so a steady tone from 20 Hz up has a steady gain. The gain
/// moves exponentially in dB: 63 % of the way in the attack time when it falls, in the release time when it rises
/// (Giannoulis, Massberg &amp; Reiss, JAES 60(6), 2012).
/// </remarks>
internal sealed class PeakFollower
{
    private const double HoldSeconds = 0.025;

    private readonly double _attack;
    private readonly double _release;
    private readonly int _hold;
    private double _peak;
    private double _next;
    private int _age;
    private double _gainDb;

    /// <param name="attack">Time constant of a falling gain.</param>
    /// <param name="release">Time constant of a rising gain.</param>
    public PeakFollower(TimeSpan attack, TimeSpan release, int rateHz)
    {
        _attack = 1 - Math.Exp(-1 / (attack.TotalSeconds * rateHz));
        _release = 1 - Math.Exp(-1 / (release.TotalSeconds * rateHz));
        _hold = (int)Math.Ceiling(HoldSeconds * rateHz);
    }

    /// <summary>Peak of the last 25 to 50 ms.</summary>
    public double Peak(ReadOnlySpan<double> frame)
    {
        var peak = 0.0;
        foreach (var sample in frame)
            peak = Math.Max(peak, Math.Abs(sample));
        _next = Math.Max(_next, peak);
        _peak = Math.Max(_peak, peak);
        if (++_age == _hold)
            (_peak, _next, _age) = (_next, 0, 0);
        return _peak;
    }

    /// <summary>Moves the gain one frame towards its target.</summary>
    /// <returns>The gain as a factor.</returns>
    public double Move(double targetDb)
    {
        _gainDb += (targetDb < _gainDb ? _attack : _release) * (targetDb - _gainDb);
        return Levels.Factor(_gainDb);
    }
}
