using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.Suites.Audio;

/// <summary>What <see cref="AudioSuite"/> iterates: the formats the target advertises, and the checks.</summary>
public static class AudioCases
{
    /// <summary>One fixture per pair of formats; one empty fixture when there is none, so that NUnit has something to show.</summary>
    public static IEnumerable<TestFixtureData> Formats()
    {
        var formats = SuiteSession.Current.FormatsToTry;
        return formats.Count == 0 ? [Fixture(null)] : formats.Select(Fixture);
    }

    /// <summary>One test per check.</summary>
    public static IEnumerable<TestCaseData> Checks() => AudioCheck.All.Select(c => new TestCaseData(c).SetArgDisplayNames(c.Name));

    private static TestFixtureData Fixture(FormatRecord? format) => new TestFixtureData(format).SetArgDisplayNames(format?.Id ?? "none");
}
