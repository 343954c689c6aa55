using FluentAssertions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.SignalPath;
using NJsonSchema;
using NUnit.Framework;
using YamlDotNet.Serialization;

namespace KosSound.SelfTests.Simulator.DeviceFiles;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class DeviceCatalogueTests
{
    private static IEnumerable<string> Names => DeviceFile.ShippedNames;

    private static string Folder => Path.Combine(RepositoryRoot(), "fixtures", "devices");

    [Test]
    public void The_catalogue_has_the_devices_it_promises() => DeviceFile.ShippedNames.Should().BeEquivalentTo(
        "reference", "upstream-0.7", "voice-hat", "acoustic-robot", "electrical-loop", "usb-headset", "asymmetric", "speaker-only", "studio-interface");

    [TestCaseSource(nameof(Names))]
    public async Task A_shipped_device_satisfies_the_schema(string name)
    {
        var schema = await JsonSchema.FromJsonAsync(DeviceSchema.Text);

        schema.Validate(Json(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".yaml")))).Should().BeEmpty("{0} is valid", name);
    }

    [TestCaseSource(nameof(Names))]
    public void Stages_need_no_more_than_the_latency_of_the_device(string name)
    {
        var device = DeviceFile.Shipped(name);
        foreach (var format in device.Playback.Formats.Where(format => format.Channels == 1 || !device.Playback.Channels.Contains(1)))
            DelayMs(device.Path.PlaybackStages, format.RateHz, format.Channels).Should().BeLessThan(
                device.PathLatency.TotalMilliseconds, "ms the playback stages of {0} look ahead at {1} Hz", name, format.RateHz);
    }

    [Test]
    public void The_schema_beside_the_devices_is_the_one_the_reader_follows()
    {
        var file = Path.Combine(Folder, "device.schema.json");

        File.ReadAllText(file).Should().Be(DeviceSchema.Text, "{0} is made from the reader; run the explicit test Write_the_schema to renew it", file);
    }

    [Test, Explicit("writes the schema into the sources")]
    public void Write_the_schema()
    {
        File.WriteAllText(Path.Combine(Folder, "device.schema.json"), DeviceSchema.Text);
        File.Exists(Path.Combine(Folder, "device.schema.json")).Should().BeTrue();
    }

    // What is wrong for the reader is wrong for the schema, and the other way round.
    [TestCase("period_ms: 0"), TestCase("latency: 3"), TestCase("path: {playback: [{low-pass: {order: 2}}]}"), TestCase("path: {playback: [low-pass]}")]
    [TestCase("path: {playback: [{low-pas: {frequency_hz: 1000}}]}"), TestCase("path: {recording: [{gain: {level_db: loud}}]}"), TestCase("faults: [nothing]")]
    [TestCase("wire: {playback: {byte_order: middle}}"), TestCase("path: {playback_runs_at_hz: {44100: 1}}"), TestCase("faults: silent"), TestCase("path: {wow: 1}")]
    public async Task Reader_and_schema_refuse_the_same_mistakes(string mistake)
    {
        var schema = await JsonSchema.FromJsonAsync(DeviceSchema.Text);
        var text = $"extends: reference\n{mistake}\n";
        var read = () => DeviceFile.Parse(text, "device.yaml");

        read.Should().Throw<DeviceFileException>("the reader refuses '{0}'", mistake);
        schema.Validate(Json(text)).Should().NotBeEmpty("the schema refuses '{0}'", mistake);
    }

    [TestCase("path: {playback: [silence, {gain: {level_db: [-3, 0], inverted: [all]}}, {zero-fill: {every_ms: 100}}]}"), TestCase("faults: [zero-fill=1ms@800ms, silent]")]
    [TestCase("path: {recording: [{noise: {level_dbfs: -60, color: pink}}, {channel-map: {sources: [1, mean, none]}}]}"), TestCase("cold_start_ms: 12.5")]
    public async Task Reader_and_schema_accept_the_same_values(string values)
    {
        var schema = await JsonSchema.FromJsonAsync(DeviceSchema.Text);
        var text = $"extends: reference\n{values}\n";

        DeviceFile.Parse(text, "device.yaml").Name.Should().Be("device");
        schema.Validate(Json(text)).Should().BeEmpty("the schema accepts '{0}'", values);
    }

    [Test]
    public void A_device_takes_what_it_does_not_say_from_the_one_it_extends()
    {
        var device = DeviceFile.Parse("extends: usb-headset\nrecording: {bit_depths: [24]}\npath_latency_ms: 33\nfaults: [gain=-1]\n", "mine.yaml");

        device.Name.Should().Be("mine");
        device.PathLatency.TotalMilliseconds.Should().Be(33);
        device.Recording.RatesHz.Should().Equal(48_000);
        device.Recording.BitDepths.Should().Equal(24);
        device.Path.PlaybackClockPpm.Should().Be(35);
        device.Path.RecordingStages.Should().HaveCount(1);
        device.Path.PlaybackStages.Should().HaveCount(1);
        device.ColdStart.TotalMilliseconds.Should().Be(120);
    }

    [Test]
    public void Files_extend_each_other_beside_them_and_errors_name_the_file_they_are_in()
    {
        var folder = Directory.CreateTempSubdirectory("devices");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(At("base.yaml"), "extends: reference\nperiod_ms: 0\n");
            File.WriteAllText(At("child.yaml"), "extends: base.yaml\nwow: 1\n");
            File.WriteAllText(At("loop.yaml"), "extends: loop.yaml\n");
            File.WriteAllText(At("lost.yaml"), "extends: nowhere\n");

            Errors("child.yaml").Should().SatisfyRespectively(
                line => line.Should().Contain("child.yaml:2: wow: unknown key"),
                line => line.Should().Contain("base.yaml:2: period_ms: '0' is not allowed"));
            Errors("loop.yaml").Should().ContainSingle().Which.Should().Contain("loop.yaml:1: extends: 'loop.yaml' extends this file in turn");
            Errors("lost.yaml").Should().ContainSingle().Which.Should().Contain("no shipped device is called 'nowhere'");

            IEnumerable<string> Errors(string name)
            {
                var load = () => DeviceFile.Load(At(name));
                return load.Should().Throw<DeviceFileException>().Which.Errors.Select(error => error.ToString());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double DelayMs(IReadOnlyList<StageSettings> stages, int rateHz, int channels) =>
        1_000.0 * new StageChain(stages, new StageContext(rateHz, channels, 16, 1)).DelayFrames / rateHz;

    private static string Json(string yaml)
    {
        var graph = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml));
        return new SerializerBuilder().JsonCompatible().Build().Serialize(graph);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KosSoundConformance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the solution was not found above the tests");
    }
}
