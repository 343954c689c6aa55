using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>
/// Every stage a device file can name, by its effect: played over gRPC, recorded, analysed, and within 0.05 dB, 1 ppm and 1 frame of
/// what the file says by formulas that share nothing with the stage.
/// </summary>
[TestFixture]
public sealed class StagesFromOutsideTests
{
    private const int EchoFrames = 24;
    private const double Echo = 0.25;

    private static readonly string RoomFile = Path.Combine(Path.GetTempPath(), $"kos-sound-room-{Environment.ProcessId}.wav");

    private static IEnumerable<StageRow> Rows =>
        [.. LevelRows.All, .. ResponseRows.All, ResponseRows.Room(RoomFile, EchoFrames, Echo), .. AddedRows.All, .. EventRows.All];

    [OneTimeSetUp]
    public void WriteTheRoom() => File.WriteAllBytes(RoomFile, RoomWave.Of(48_000, EchoFrames, Echo));

    [OneTimeTearDown]
    public void RemoveTheRoom() => File.Delete(RoomFile);

    [Test]
    public void Every_stage_has_a_row() =>
        Rows.Select(row => row.Stage).Should().Contain(StageCatalog.All.Select(kind => kind.Name), "every stage of the catalogue is measured from outside");

    [TestCaseSource(nameof(Rows))]
    public async Task A_stage_does_what_the_file_says(StageRow row)
    {
        var device = DeviceFile.Parse(row.File, "device.yaml");

        var heard = await OutsideEar.HearAsync(device, row.Plan);

        var judged = row.Expected.Select(expected => expected.Judge(heard)).ToArray();
        var told = string.Join('\n', judged.Select(j => j.Line));
        TestContext.Out.WriteLine(told);
        judged.Should().NotBeEmpty("a row measures something");
        judged.Where(j => !j.Holds).Should().BeEmpty("{0} must be heard as the file says ({1}):\n{2}\n", row, heard.Health, told);
    }
}
