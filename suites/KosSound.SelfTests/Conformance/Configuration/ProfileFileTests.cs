using FluentAssertions;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Configuration;

public sealed class ProfileFileTests
{
    [TestCase(LoopbackKind.Digital)]
    [TestCase(LoopbackKind.Electrical)]
    [TestCase(LoopbackKind.Acoustic)]
    public void Shipped_profiles_load_and_every_limit_names_its_source(LoopbackKind loopback)
    {
        var profile = ProfileFile.Load(SuiteFiles.ProfileOf(loopback));

        profile.Loopback.Should().Be(loopback);
        profile.Limits.Values.Should().OnlyContain(l => l.Source.Length > 0);
        profile.Input.Sha256.Should().HaveLength(64);
    }

    [Test]
    public void All_errors_of_a_file_are_named_at_once_with_their_lines()
    {
        const string Text = """
            profile: mine
            loopback: pneumatic
            stimulus:
              levelDbfs: 3
            limits:
              latency.first_sound: { high: 1, source: x }
              thd.db: { high: minus seventy, source: x }
              noise.floor_dbfs: { low: 3, high: 1, source: x }
              crosstalk.db: { high: 1 }
            surprise: 1
            """;
        var file = TestFile(Text);

        var errors = FluentActions.Invoking(() => ProfileFile.Load(file)).Should().Throw<ConfigurationException>().Which.Errors;

        errors.Should().SatisfyRespectively(
            e => e.Should().Be($"{file}:2: 'loopback' must be one of digital, electrical, acoustic, not 'pneumatic'"),
            e => e.Should().Be($"{file}:4: 'levelDbfs' must be a number from -60 to 0, not '3'"),
            e => e.Should().StartWith($"{file}:6: unknown metric 'latency.first_sound'; known: latency.first_sound_ms"),
            e => e.Should().Be($"{file}:7: 'high' must be a number from -1000000000 to 1000000000, not 'minus seventy'"),
            e => e.Should().Be($"{file}:7: 'thd.db' needs 'low', 'high' or both"),
            e => e.Should().Be($"{file}:8: 'noise.floor_dbfs': low is above high"),
            e => e.Should().Be($"{file}:9: 'crosstalk.db' lacks 'source'"),
            e => e.Should().StartWith($"{file}:10: unknown key 'surprise' in the file; known: "));
    }

    [TestCase("- a\n- b\n", ":1: expected one map of keys")]
    [TestCase("a: [", ":2: not valid YAML")]
    [TestCase("", ":1: expected one map of keys")]
    public void What_is_no_map_is_refused_in_one_line(string text, string expected)
    {
        var file = TestFile(text);

        FluentActions.Invoking(() => ProfileFile.Load(file)).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().ContainSingle().Which.Should().StartWith(file + expected);
    }

    [Test]
    public void Maps_nested_without_end_are_refused_with_their_line()
    {
        var file = TestFile("limits: " + new string('[', 200_000));

        FluentActions.Invoking(() => ProfileFile.Load(file)).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().ContainSingle().Which.Should().Be($"{file}:1: not valid YAML: lists and maps are nested more than 32 levels deep");
    }

    [Test]
    public void A_file_that_never_ends_is_refused()
    {
        if (!File.Exists("/dev/zero"))
            Assert.Ignore("this system has no file without end");
        FluentActions.Invoking(() => ProfileFile.Load("/dev/zero")).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().ContainSingle().Which.Should().Be("/dev/zero: cannot be read: it has more than 4194304 characters");
    }

    [Test]
    public void A_missing_file_is_named() =>
        FluentActions.Invoking(() => ProfileFile.Load("no-such-file.yaml")).Should().Throw<ConfigurationException>()
            .Which.Errors.Should().ContainSingle().Which.Should().StartWith("no-such-file.yaml: cannot be read");

    private static string TestFile(string text)
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
