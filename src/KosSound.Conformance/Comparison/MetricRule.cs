using KosSound.Signals;

namespace KosSound.Conformance.Comparison;

/// <summary>Which way a metric gets better.</summary>
public enum Better
{
    /// <summary>A smaller value is better.</summary>
    Lower,

    /// <summary>A larger value is better.</summary>
    Higher,

    /// <summary>A smaller magnitude is better.</summary>
    NearZero,

    /// <summary>Every change is for the worse: a unit is to sound like its predecessor.</summary>
    Steady,
}

/// <summary>How a metric is compared: what change is ordinary beyond the uncertainty of both measurements.</summary>
/// <param name="Metric">Id of the metric catalogue.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Digital">Tolerance over a digital loop, in the metric's unit, or as a part of the baseline's value when relative.</param>
/// <param name="Electrical">The same over a wire.</param>
/// <param name="Acoustic">The same from speaker to microphone.</param>
/// <param name="Relative">True when tolerances are parts of the baseline's magnitude.</param>
public sealed record MetricRule(string Metric, Better Better, double Digital, double Electrical, double Acoustic, bool Relative = false)
{
    /// <summary>The tolerance in the metric's unit.</summary>
    public double Tolerance(LoopbackKind loopback, double baseValue)
    {
        var tolerance = loopback switch
        {
            LoopbackKind.Digital => Digital,
            LoopbackKind.Electrical => Electrical,
            _ => Acoustic,
        };
        return Relative ? tolerance * Math.Abs(baseValue) : tolerance;
    }

    /// <summary>How much worse the new value is, in the metric's unit; negative when better.</summary>
    public double Worsening(double baseValue, double newValue) => Better switch
    {
        Better.Lower => newValue - baseValue,
        Better.Higher => baseValue - newValue,
        Better.NearZero => Math.Abs(newValue) - Math.Abs(baseValue),
        _ => Math.Abs(newValue - baseValue),
    };
}
