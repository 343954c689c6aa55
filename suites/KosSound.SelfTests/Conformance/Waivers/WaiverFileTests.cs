using FluentAssertions;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Waivers;
using NJsonSchema;
using NUnit.Framework;
using YamlDotNet.Serialization;

namespace KosSound.SelfTests.Conformance.Waivers;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WaiverFileTests : IDisposable
{
    private const string Good = """
        waivers:
          - id: w-1
            test: audio/*/dropouts
            owner: audio team
            issue: SND-1
            reason: bad cable
            expires: 2026-06-30
            firmware: { from: 1.2.0, below: "1.4" }
            message: dropouts
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_file_is_read_with_its_hash()
    {
        var (waivers, input) = WaiverFile.Load(Write(Good));
        waivers.Should().ContainSingle().Which.Should().Be(new Waiver
        {
            Id = "w-1",
            Test = "audio/*/dropouts",
            Owner = "audio team",
            Issue = "SND-1",
            Reason = "bad cable",
            Expires = new DateOnly(2026, 6, 30),
            Firmware = new FirmwareRange("1.2.0", "1.4"),
            Message = "dropouts",
        });
        input.Sha256.Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Test]
    public async Task The_example_is_read_and_has_the_shape_of_the_schema()
    {
        var example = Source("example.yaml");
        WaiverFile.Load(example).Waivers.Should().NotBeEmpty();
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Source("waivers.schema.json")));
        var yaml = new DeserializerBuilder().Build().Deserialize(await File.ReadAllTextAsync(example));
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(yaml!);
        schema.Validate(json).Should().BeEmpty();
        schema.Validate(json.Replace("\"owner\"", "\"ownr\"", StringComparison.Ordinal)).Should().NotBeEmpty("the schema refuses a misspelled key as the reader does");
    }

    [TestCase("owner: audio team", "ownr: audio team", 4, "unknown key 'ownr'")]
    [TestCase("owner: audio team", "ownr: audio team", 2, "lacks 'owner'")]
    [TestCase("message: dropouts", "message: \"\"", 9, "'message' must not be empty")]
    [TestCase("expires: 2026-06-30", "expires: 30.06.2026", 7, "must be a day such as 2026-06-30, not '30.06.2026'")]
    [TestCase("firmware: { from: 1.2.0, below: \"1.4\" }", "firmware: {}", 8, "needs 'from', 'below' or both")]
    [TestCase("from: 1.2.0", "from: 1.5", 8, "from 1.5 is not before below 1.4")]
    public void A_mistake_is_named_with_its_line(string from, string to, int line, string expected)
    {
        Good.Should().Contain(from);
        var path = Write(Good.Replace(from, to, StringComparison.Ordinal));
        FluentActions.Invoking(() => WaiverFile.Load(path)).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().Contain(e => e.StartsWith($"{path}:{line}: ", StringComparison.Ordinal) && e.Contains(expected, StringComparison.Ordinal));
    }

    [Test]
    public void Two_waivers_of_one_id_are_refused()
    {
        var path = Write(Good + "\n" + Good[(Good.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        FluentActions.Invoking(() => WaiverFile.Load(path)).Should().Throw<ConfigurationException>().WithMessage("*:10: two waivers have the id 'w-1'*");
    }

    private static string Source(string name) => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Signals.GoldenFile.PathOf("x")))!, "waivers", name);

    private string Write(string text)
    {
        var path = _folder.File("waivers.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
