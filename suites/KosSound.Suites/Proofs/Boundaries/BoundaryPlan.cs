using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Suites.Session;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>Both ends of every limit of the default profiles.</summary>
public static class BoundaryPlan
{
    /// <summary>What the devices play and record: deep enough that rounding does not blur a limit.</summary>
    public static PcmFormat Format { get; } = new(48_000, 24, 2);

    /// <summary>One per end, in the order of the profiles.</summary>
    public static IReadOnlyList<BoundaryEnd> Ends { get; } =
    [
        .. from loopback in Enum.GetValues<LoopbackKind>()
           from limit in ProfileFile.Load(SuiteFiles.ProfileOf(loopback)).Limits.Values.Select(limit => limit.At(Format.RateHz))
           from end in EndsOf(loopback, limit)
           select end,
    ];

    private static IEnumerable<BoundaryEnd> EndsOf(LoopbackKind loopback, Limit limit)
    {
        if (limit.Low is { } low)
            yield return new BoundaryEnd(loopback, limit, low, false, WhyNoDevice(limit, false));
        if (limit.High is { } high)
            yield return new BoundaryEnd(loopback, limit, high, true, WhyNoDevice(limit, true));
    }

    // What no device can do, whatever is wrong with it.
    private static string? WhyNoDevice(Limit limit, bool isUpper) => (limit.Metric, isUpper) switch
    {
        ("latency.first_sound_ms" or "latency.cold_ms", false) => "a simulated device cannot sound before it was told to",
        ("channel.map" or "polarity" or "bits.exact", true) => "there is no value above 1",
        _ when BoundaryKnobs.All.All(knob => knob.Metric != limit.Metric) => "no simulated device has a knob for it",
        _ => null,
    };
}

/// <summary>One end of a limit.</summary>
/// <param name="Loopback">The loop its profile is for.</param>
/// <param name="Limit">The limit, every bound in the metric's unit.</param>
/// <param name="Bound">The end.</param>
/// <param name="IsUpper">Whether it is the upper one.</param>
/// <param name="WhyNoDevice">Why no device can lie there; null when one can.</param>
public sealed record BoundaryEnd(LoopbackKind Loopback, Limit Limit, double Bound, bool IsUpper, string? WhyNoDevice)
{
    /// <summary>A value so far within, negative: beyond the end.</summary>
    public double At(double within) => IsUpper ? Bound - within : Bound + within;
}
