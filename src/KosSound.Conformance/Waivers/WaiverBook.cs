using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Waivers;

/// <summary>The waivers that concern a run. Thread-safe: it holds no state.</summary>
/// <param name="waivers">As read.</param>
/// <param name="today">The day (UTC) of the run.</param>
/// <param name="firmware">What the device runs; null when unknown, so that only waivers for every firmware hold.</param>
public sealed class WaiverBook(IReadOnlyList<Waiver> waivers, DateOnly today, string? firmware)
{
    /// <summary>A book without waivers.</summary>
    public static WaiverBook Empty { get; } = new([], default, null);

    /// <summary>Turns a failure that a valid waiver expects into a waived one; everything else comes back as it was. Only failures of the
    /// device can be waived: not errors, not what was inconclusive, not what the station caused.</summary>
    public TestRecord Apply(TestRecord test)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (test is not { Outcome: Outcome.Fail, Infrastructure: false })
            return test;
        return Concerned.FirstOrDefault(w => !IsExpired(w) && w.Matches(test.Id) && Expects(w, test)) is { } waiver
            ? test with { Outcome = Outcome.Waived, Reason = waiver.Sentence }
            : test;
    }

    /// <summary>One sentence per waiver that is expired, matches no planned test, or whose tests pass or fail otherwise: exit 5.</summary>
    /// <param name="tests">Every planned test, after <see cref="Apply"/>.</param>
    /// <param name="wholePlan">False when a filter left tests out: a waiver for one of these is then not blamed for matching nothing.</param>
    public IReadOnlyList<string> Stale(IReadOnlyList<TestRecord> tests, bool wholePlan = true)
    {
        ArgumentNullException.ThrowIfNull(tests);
        return [.. Concerned.Select(w => Problem(w, [.. tests.Where(t => w.Matches(t.Id))], wholePlan)).OfType<string>()];
    }

    private IEnumerable<Waiver> Concerned => waivers.Where(w => w.Firmware.Contains(firmware));

    private string? Problem(Waiver waiver, List<TestRecord> matched, bool wholePlan)
    {
        if (IsExpired(waiver))
            return string.Create(CultureInfo.InvariantCulture, $"waiver {waiver.Id} expired on {waiver.Expires:yyyy-MM-dd}; {waiver.Owner} must renew or remove it ({waiver.Issue})");
        if (matched.Count == 0)
            return wholePlan ? $"waiver {waiver.Id} matches no test: '{waiver.Test}' names none that is planned" : null;
        // One test that fails as expected is enough: a pattern may span formats that do not fail.
        if (matched.Any(t => t.Outcome == Outcome.Waived))
            return null;
        if (matched.FirstOrDefault(t => t.Outcome == Outcome.Fail) is { } other)
            return $"waiver {waiver.Id} expects '{waiver.Message}', but {other.Id} failed otherwise: {other.Message}";
        if (matched.FirstOrDefault(t => t.Outcome == Outcome.Pass) is { } passed)
            return $"waiver {waiver.Id} is no longer needed: {passed.Id} passed; remove it ({waiver.Owner}, {waiver.Issue})";
        return null;
    }

    private bool IsExpired(Waiver waiver) => today > waiver.Expires;

    private static bool Expects(Waiver waiver, TestRecord test) => test.Message?.Contains(waiver.Message, StringComparison.Ordinal) == true;
}
