using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.Suites.Audio;

/// <summary>One capture per format, one test per check.</summary>
/// <param name="format">Formats of both sides; null stands for "the target advertises nothing to try".</param>
[TestFixtureSource(typeof(AudioCases), nameof(AudioCases.Formats))]
[Parallelizable(ParallelScope.Self)]
[Category(Phase.Audio)]
public sealed class AudioSuite(FormatRecord? format)
{
    private IReadOnlyList<TestRecord> _records = [];

    [OneTimeSetUp]
    public async Task PlayAndMeasure()
    {
        if (format is not null)
            _records = await SuiteSession.Current.TryAsync(format);
    }

    [TestCaseSource(typeof(AudioCases), nameof(AudioCases.Checks))]
    public void Holds(AudioCheck check)
    {
        if (format is null)
            Assert.Ignore("there is no format to try");
        SuiteSession.Current.Conclude(_records.Single(r => r.Id == check.IdFor(format!)));
    }
}
