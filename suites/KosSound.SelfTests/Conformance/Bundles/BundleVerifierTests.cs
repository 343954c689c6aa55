using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BundleVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _bundle;

    public BundleVerifierTests()
    {
        using var bundle = RunBundle.Create(SampleRun.In(_folder.Path), SampleRun.Header(), [SampleRun.Planned("contract/a"), SampleRun.Planned("contract/b")]);
        var capture = bundle.AddCapture("take", SampleRun.Pcm, new byte[400]);
        bundle.Add(SampleRun.Record("contract/a", Outcome.Fail) with { Attachments = [capture] });
        bundle.Add(SampleRun.Record("contract/b"));
        _bundle = bundle.Complete(SampleRun.Completed).Folder;
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_fresh_bundle_has_no_problem_and_is_left_as_it_was()
    {
        var before = BundleRebuilderTests.Contents(_bundle);
        var verification = BundleVerifier.Verify(_bundle);
        verification.Problems.Should().BeEmpty();
        verification.ExitCode.Should().Be(ExitCode.Pass);
        verification.Files.Should().Be(7);
        BundleRebuilderTests.Contents(_bundle).Should().BeEquivalentTo(before);
    }

    [TestCase(BundleNames.Events)]
    [TestCase(BundleNames.Results)]
    [TestCase(BundleNames.Schema)]
    [TestCase(BundleNames.JUnit)]
    [TestCase(BundleNames.Summary)]
    [TestCase(BundleNames.Html)]
    [TestCase("captures/take.wav")]
    public void A_file_with_one_changed_byte_is_named(string file)
    {
        var path = Path.Combine(_bundle, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        var verification = BundleVerifier.Verify(_bundle);
        verification.Problems.Should().ContainMatch($"{file}: was changed: its SHA-256 is *");
        verification.ExitCode.Should().Be(ExitCode.SuiteDefect);
    }

    [TestCase(BundleNames.Results)]
    [TestCase(BundleNames.JUnit)]
    [TestCase(BundleNames.Html)]
    [TestCase("captures/take.wav")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_bundle, file));
        BundleVerifier.Verify(_bundle).Problems.Should().Contain($"{file}: is missing");
    }

    [Test]
    public void A_missing_manifest_means_that_the_bundle_is_not_whole()
    {
        File.Delete(Path.Combine(_bundle, BundleNames.Manifest));
        BundleVerifier.Verify(_bundle).Problems.Should().ContainSingle().Which.Should().StartWith("manifest.sha256: is missing");
    }

    [Test]
    public void A_file_that_was_added_later_is_named()
    {
        File.WriteAllText(Path.Combine(_bundle, "captures/planted.wav"), "x");
        BundleVerifier.Verify(_bundle).Problems.Should().Equal("captures/planted.wav: is not in manifest.sha256; it was added later");
    }

    [Test]
    public void An_outcome_forged_with_fitting_counts_verdict_and_manifest_still_contradicts_the_events()
    {
        Forge(BundleNames.Results, text => text.Replace("\"outcome\": \"fail\"", "\"outcome\": \"pass\"", StringComparison.Ordinal)
            .Replace("\"passed\": 1", "\"passed\": 2", StringComparison.Ordinal).Replace("\"failed\": 1", "\"failed\": 0", StringComparison.Ordinal)
            .Replace("\"verdict\": \"fail\"", "\"verdict\": \"pass\"", StringComparison.Ordinal).Replace("\"exitCode\": 1", "\"exitCode\": 0", StringComparison.Ordinal));
        BundleVerifier.Verify(_bundle).Problems.Should().Contain(p => p.StartsWith("results.json: does not say what events.jsonl says", StringComparison.Ordinal))
            .And.Contain("junit.xml: is red while the verdict is pass");
    }

    [Test]
    public void Counts_that_do_not_add_up_are_named()
    {
        Forge(BundleNames.Results, text => text.Replace("\"planned\": 2", "\"planned\": 3", StringComparison.Ordinal));
        BundleVerifier.Verify(_bundle).Problems.Should().ContainMatch("*results.json: its counts are*");
    }

    [Test]
    public void A_green_JUnit_file_beside_a_red_verdict_is_named()
    {
        Forge(BundleNames.JUnit, _ => "<testsuites><testsuite name='x'><testcase name='contract/a'/></testsuite></testsuites>");
        BundleVerifier.Verify(_bundle).Problems.Should().BeEquivalentTo("junit.xml: has 1 test cases for 2 tests", "junit.xml: is green while the verdict is fail");
    }

    [Test]
    public void A_manifest_that_leads_out_of_the_folder_is_refused()
    {
        File.AppendAllText(Path.Combine(_bundle, BundleNames.Manifest), new string('0', 64) + "  ../elsewhere\n");
        BundleVerifier.Verify(_bundle).Problems.Should().ContainMatch("*manifest.sha256:8: is not*path within the folder*");
    }

    [Test]
    public void A_bundle_of_a_suite_that_knew_fewer_keys_is_whole()
    {
        Forge(BundleNames.Schema, text => string.Join('\n', text.Split('\n').Where(l => !l.Contains("\"only\": {", StringComparison.Ordinal))));
        BundleVerifier.Verify(_bundle).Problems.Should().BeEmpty();
    }

    [TestCase("no schema")]
    [TestCase("{\"type\": \"array\"}")]
    public void A_schema_that_the_results_do_not_have_the_shape_of_is_named(string schema)
    {
        Forge(BundleNames.Schema, _ => schema);
        BundleVerifier.Verify(_bundle).Problems.Should().Equal("results.schema.json: is no schema that results.json has the shape of");
    }

    [Test]
    public void Another_schema_version_is_usage()
    {
        Forge(BundleNames.Results, text => text.Replace("\"schemaVersion\": 1", "\"schemaVersion\": 2", StringComparison.Ordinal));
        FluentActions.Invoking(() => BundleVerifier.Verify(_bundle)).Should().Throw<EvidenceException>().Where(e => e.ExitCode == ExitCode.Usage && e.OtherSchemaVersion);
    }

    private void Forge(string file, Func<string, string> change)
    {
        var path = Path.Combine(_bundle, file);
        var text = File.ReadAllText(path);
        change(text).Should().NotBe(text, "the forgery changes {0}", file);
        File.WriteAllText(path, change(text));
        var manifest = Path.Combine(_bundle, BundleNames.Manifest);
        File.WriteAllText(manifest, Manifest.Format(Manifest.FilesOf(_bundle).Select(f => (f, Manifest.HashOf(Path.Combine(_bundle, f))))));
    }
}
