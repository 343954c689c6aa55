using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Suites.Audio;

/// <summary>Tells failures that a late client alone would explain from those it would not.</summary>
internal static class OwnLateness
{
    private const string Latencies = "latency.";

    /// <summary>What this machine did, when every failure is a latency that would lie within its limit without the client's own lateness; null otherwise.</summary>
    /// <param name="records">Records of one trial.</param>
    /// <param name="worst">How late the client itself was at worst.</param>
    public static string? Explains(IReadOnlyList<TestRecord> records, TimeSpan worst)
    {
        var missed = records.Where(r => r.Outcome == Outcome.Fail).SelectMany(r => r.Measurements.Where(m => m.Outcome == Outcome.Fail).DefaultIfEmpty()).ToList();
        return missed.Count > 0 && missed.All(m => m is { Value: { } value, High: { } high } && m.Id.StartsWith(Latencies, StringComparison.Ordinal) && value - worst.TotalMilliseconds <= high)
            ? string.Create(CultureInfo.InvariantCulture, $"this machine itself ran up to {worst.TotalMilliseconds:F0} ms late, and {missed[0]!.Id} of {missed[0]!.Value:F0} ms, allowed at most {missed[0]!.High:F0} ms, may be its own doing")
            : null;
    }
}
