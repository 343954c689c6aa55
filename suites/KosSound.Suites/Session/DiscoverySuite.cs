using NUnit.Framework;

namespace KosSound.Suites.Session;

/// <summary>Always there, whatever the target: says why nothing else could run.</summary>
[TestFixture]
[Category(Phase.Discovery)]
public sealed class DiscoverySuite
{
    [Test]
    public void TargetAnswersAndAdvertisesFormats() => SuiteSession.Current.Conclude(SuiteSession.Current.Discovery.Record);
}
