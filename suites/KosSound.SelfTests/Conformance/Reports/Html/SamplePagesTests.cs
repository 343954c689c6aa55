using System.Globalization;
using KosSound.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Writes pages of fake runs beside the test results, for people to look at.</summary>
[Explicit("for looking at")]
public sealed class SamplePagesTests
{
    [Test]
    public void Write_pages_of_fake_runs()
    {
        foreach (var (name, input) in new[] { ("passing", FakeRuns.Passing()), ("failing", FakeRuns.Failing()), ("studio", FakeRuns.Studio()), ("small", FakeRuns.Small()) })
        {
            var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"sample-{name}.html");
            using (var writer = new StreamWriter(path))
                HtmlReport.Write(writer, input);
            TestContext.Out.WriteLine($"{path}: {new FileInfo(path).Length.ToString(CultureInfo.InvariantCulture)} bytes");
            Assert.That(new FileInfo(path).Length, Is.GreaterThan(10_000), "bytes written");
        }
    }
}
