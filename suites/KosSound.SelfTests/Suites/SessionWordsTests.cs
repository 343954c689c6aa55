using FluentAssertions;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Configuration;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites;

public sealed class SessionWordsTests
{
    [TestCase("embedded", TargetKind.Simulator, null, null)]
    [TestCase("container", TargetKind.Container, null, null)]
    [TestCase("container:kos-sound:1", TargetKind.Container, null, "kos-sound:1")]
    [TestCase("robot.local:50051", TargetKind.Device, "http://robot.local:50051/", null)]
    [TestCase("[::1]:50051", TargetKind.Device, "http://[::1]:50051/", null)]
    public void Targets_are_read(string text, TargetKind kind, string? endpoint, string? image) =>
        TargetSpec.Parse(text).Should().Be(new TargetSpec(kind, endpoint is null ? null : new Uri(endpoint), image));

    [TestCase("")]
    [TestCase("robot:0")]
    [TestCase("robot:99999")]
    [TestCase("http://a/b")]
    public void Other_targets_are_refused_by_name(string text) =>
        FluentActions.Invoking(() => TargetSpec.Parse(text)).Should().Throw<ConfigurationException>().Which.Message.Should().Contain("--target").And.Contain($"'{text}'");

    [TestCase("audio/48000Hz-16bit-2ch/dropouts", "audio/48000Hz-16bit-2ch/dropouts", true)]
    [TestCase("audio/48000Hz-16bit-2ch", "audio/48000Hz-16bit-2ch/dropouts", true)]
    [TestCase("audio/*/dropouts", "audio/48000Hz-16bit-2ch/dropouts", true)]
    [TestCase("audio/*/dropouts", "audio/48000Hz-16bit-2ch/latency", false)]
    [TestCase("audio/48000Hz", "audio/48000Hz-16bit-2ch/latency", false)]
    public void Patterns_match_ids_and_what_lies_below_them(string pattern, string id, bool included) =>
        new TestPattern([pattern]).Includes(id).Should().Be(included);

    [TestCase("plain-word_1.yaml", "plain-word_1.yaml")]
    [TestCase("two words", "'two words'")]
    [TestCase("it's", @"'it'\''s'")]
    [TestCase("", "''")]
    [TestCase("$(reboot)", "'$(reboot)'")]
    public void Words_are_quoted_so_that_a_shell_reads_them_back(string word, string quoted) => ShellWord.Quote(word).Should().Be(quoted);
}
