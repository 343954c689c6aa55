using System.Text;
using FluentAssertions;
using KosSound.Conformance.Reports.JUnit;
using KosSound.Conformance.Reports.Json;
using KosSound.Conformance.Reports.Summary;
using KosSound.SelfTests.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports;

/// <summary>The reports are pinned byte for byte, written under a culture that spells numbers with commas. After an intended change run
/// these tests once with KOS_SOUND_ACCEPT_GOLDEN=1 and read the difference before committing it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GoldenReportsTests
{
    [Test]
    public void Results_are_as_pinned() => Compare("results.json", stream => ResultsJson.Write(stream, GoldenRun.Record));

    [Test]
    public void JUnit_is_as_pinned() => Compare("junit.xml", stream => JUnitReport.Write(stream, GoldenRun.Record, new JUnitOptions { AttachmentBase = "reports/latest" }));

    [Test]
    public void The_summary_is_as_pinned() => Compare("summary.md", stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        SummaryReport.Write(writer, GoldenRun.Record);
    });

    [Test]
    public void The_pinned_results_read_back() =>
        ResultsJson.Read(GoldenFile.PathOf("reports/results.json")).Should().BeEquivalentTo(GoldenRun.Record);

    private static void Compare(string name, Action<Stream> write)
    {
        var written = CommaCulture.Run(() =>
        {
            using var stream = new MemoryStream();
            write(stream);
            return Encoding.UTF8.GetString(stream.ToArray());
        });
        var path = GoldenFile.PathOf($"reports/{name}");
        if (Environment.GetEnvironmentVariable("KOS_SOUND_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, written);
            Assert.Fail($"{path} was written anew; read the difference, then run without KOS_SOUND_ACCEPT_GOLDEN");
        }

        written.Should().Be(File.ReadAllText(path), "{0} is pinned", name);
    }
}
