using System.Globalization;

namespace KosSound.Simulator.Faults;

/// <summary>How large a fault is.</summary>
/// <param name="Value">The number; null for a fault that is there or not.</param>
/// <param name="Unit">Name of one of the fault's units; empty without a number.</param>
public readonly record struct FaultSize(double? Value, string Unit)
{
    /// <summary>A fault that is there or not.</summary>
    public static FaultSize Any { get; } = new(null, "");

    /// <summary>A number of some unit.</summary>
    public static FaultSize Of(double value, string unit) => new(value, unit);

    public override string ToString() =>
        Value is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value} {Unit}").TrimEnd() : "any";
}
