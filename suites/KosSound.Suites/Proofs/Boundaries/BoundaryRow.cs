using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>One end of one limit, and what the suite said on either side of it.</summary>
public sealed record BoundaryRow
{
    public required LoopbackKind Loopback { get; init; }

    /// <summary>Metric id.</summary>
    public required string Metric { get; init; }

    /// <summary>Unit of all its values.</summary>
    public required string Unit { get; init; }

    /// <summary>True for the upper end.</summary>
    public required bool IsUpper { get; init; }

    /// <summary>The end, in the metric's unit.</summary>
    public required double Bound { get; init; }

    /// <summary>How far from it the devices are; 0 where only judging is proven.</summary>
    public required double Distance { get; init; }

    /// <summary>Why no device can lie there, so that only judging is proven; null when devices were measured.</summary>
    public string? OnlyJudged { get; init; }

    /// <summary>What was measured of the device just inside, and how it was judged.</summary>
    public required BoundaryReading Inside { get; init; }

    /// <summary>The same of the device just outside.</summary>
    public required BoundaryReading Outside { get; init; }

    /// <summary>True when the device inside passes and the one outside fails by this metric, and by more than arithmetic.</summary>
    public bool Holds => Inside.Outcome == Outcome.Pass && Outside.Outcome == Outcome.Fail && !(Math.Abs((Outside.Value ?? double.NaN) - Bound) < Distance / 10);
}

/// <summary>A value and its judgement.</summary>
/// <param name="Value">Of the channel that lies nearest to the limit, or beyond it; null when none could be measured.</param>
/// <param name="Outcome">The worst of all channels.</param>
/// <param name="Note">Why there is no value; null when there is.</param>
public sealed record BoundaryReading(double? Value, Outcome Outcome, string? Note);
