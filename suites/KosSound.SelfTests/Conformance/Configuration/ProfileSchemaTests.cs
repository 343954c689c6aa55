using FluentAssertions;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Suites.Session;
using NJsonSchema;
using NUnit.Framework;
using YamlDotNet.Serialization;

namespace KosSound.SelfTests.Conformance.Configuration;

public sealed class ProfileSchemaTests
{
    private static string SchemaFile => Path.Combine(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, "fixtures", "profiles", "profile.schema.json");

    [Test]
    public void The_schema_beside_the_profiles_is_the_one_the_reader_follows() =>
        File.ReadAllText(SchemaFile).Should().Be(ProfileSchema.Text, "{0} is made from the reader; run the explicit test Write_the_profile_schema to renew it", SchemaFile);

    [Test, Explicit("writes the schema into the sources")]
    public void Write_the_profile_schema()
    {
        File.WriteAllText(SchemaFile, ProfileSchema.Text);
        File.Exists(SchemaFile).Should().BeTrue();
    }

    [TestCase(LoopbackKind.Digital), TestCase(LoopbackKind.Electrical), TestCase(LoopbackKind.Acoustic)]
    public async Task A_shipped_profile_satisfies_the_schema_and_names_it(LoopbackKind loopback)
    {
        var text = await File.ReadAllTextAsync(SuiteFiles.ProfileOf(loopback));

        (await ErrorsOfAsync(text)).Should().BeEmpty("{0} is valid", loopback);
        text.Should().StartWith("# yaml-language-server: $schema=profile.schema.json\n", "editors complete and check by it");
    }

    [TestCase("stimulus: { levelDbfs: 3 }"), TestCase("stimulus: { restarts: 0 }"), TestCase("band: { lowHz: 0 }"), TestCase("surprise: 1"), TestCase("minimumTests: none")]
    [TestCase("limits: { thd: { high: 1, source: x } }"), TestCase("limits: { thd.db: { source: x } }"), TestCase("limits: { thd.db: { high: 1 } }")]
    [TestCase("limits: { thd.db: { lowRate: 0.4, source: x } }"), TestCase("limits: { bandwidth.effective_hz: { low: 1, lowRate: 0.4, source: x } }")]
    public async Task Reader_and_schema_refuse_the_same_mistakes(string mistake)
    {
        var text = $"profile: mine\nloopback: digital\n{mistake}\n";

        FluentActions.Invoking(() => YamlFile.Parse("mine.yaml", text, ProfileFile.Read)).Should().Throw<ConfigurationException>("the reader refuses '{0}'", mistake);
        (await ErrorsOfAsync(text)).Should().NotBeEmpty("the schema refuses '{0}'", mistake);
    }

    [TestCase("limits: { thd.db: { high: -60, source: x } }"), TestCase("limits: { bandwidth.effective_hz: { lowRate: 0.44, source: x } }"), TestCase("band: { highRate: 0.45 }")]
    public async Task Reader_and_schema_accept_the_same_values(string values)
    {
        var text = $"profile: mine\nloopback: digital\n{values}\n";

        YamlFile.Parse("mine.yaml", text, ProfileFile.Read).Name.Should().Be("mine");
        (await ErrorsOfAsync(text)).Should().BeEmpty("the schema accepts '{0}'", values);
    }

    private static async Task<IEnumerable<string>> ErrorsOfAsync(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(ProfileSchema.Text);
        var tree = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml));
        return schema.Validate(new SerializerBuilder().JsonCompatible().Build().Serialize(tree)).Select(e => $"{e.Path}: {e.Kind}");
    }
}
