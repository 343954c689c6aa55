using System.Text.Json;
using FluentAssertions;
using KosSound.Conformance.Cases;
using KosSound.SelfTests.Cli;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites;

/// <summary>What a run answers for every device of the catalogue, judged by the loop its file names.</summary>
[TestFixture, NonParallelizable]
public sealed class CatalogueVerdictTests
{
    /// <param name="Device">A shipped device.</param>
    /// <param name="ExitCode">What the run answers.</param>
    /// <param name="Profile">The limits it chooses by itself.</param>
    /// <param name="Only">The part of the suite that is run.</param>
    /// <param name="Failing">Tests that must fail and are explained by no other, with a part of their message.</param>
    public sealed record Expected(string Device, int ExitCode, string Profile, string[] Only, params (string Id, string Message)[] Failing)
    {
        public override string ToString() => Device;
    }

    private static IEnumerable<Expected> Verdicts =>
    [
        new("reference", 0, "digital", ["audio/48000Hz-16bit-2ch", "contract/play/every-format"]),
        new("upstream-0.7", 1, "digital", ["audio/48000Hz-16bit-2ch", "contract/play/every-format", "contract/play/answer-after-last-frame"],
            ("contract/play/every-format", "heard"), ("contract/play/answer-after-last-frame", "answered")),
        new("voice-hat", 1, "digital", ["audio/48000Hz-16bit-2ch", "audio/16000Hz-16bit-2ch"], ("audio/48000Hz-16bit-2ch/bandwidth", "16000 Hz stream")),
        new("acoustic-robot", 0, "acoustic", MeasuredOn("48000Hz-16bit-1ch")),
        new("electrical-loop", 0, "electrical", MeasuredOn("48000Hz-24bit-2ch")),
        new("usb-headset", 0, "electrical", MeasuredOn("*")),
        new("asymmetric", 0, "digital", MeasuredOn("*")),
        new("speaker-only", 0, "digital", ["contract/play/config-required", "contract/play/every-format", "contract/record/*", "contract/info/*"]),
        new("studio-interface", 0, "digital", ["audio/192000Hz-32bit-8ch", "audio/8000Hz-16bit-1ch", "audio/96000Hz-24bit-3ch"]),
    ];

    /// <summary>Every check that can be concluded where samples cannot be compared one by one: all but dropouts.</summary>
    private static string[] MeasuredOn(string format) =>
        [.. AudioCheck.All.Where(check => check.Name != "dropouts").Select(check => $"audio/{format}/{check.Name}")];

    [Test]
    public void Every_device_of_the_catalogue_has_a_verdict() => Verdicts.Select(v => v.Device).Should().BeEquivalentTo(DeviceFile.ShippedNames);

    [TestCaseSource(nameof(Verdicts))]
    public async Task A_device_gets_the_verdict_it_deserves(Expected expected)
    {
        using var bundle = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync(["--device", expected.Device, "--out", bundle.Path, "--seed", "7", .. expected.Only.SelectMany(only => (string[])["--only", only])]);

        result.ExitCode.Should().Be(expected.ExitCode, "{0}: {1}", expected.Device, result.Everything);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(bundle.Path, "results.json")));
        results.RootElement.GetProperty("profile").GetString().Should().Be(expected.Profile, "the device file says how its sound comes back");
        var failed = results.RootElement.GetProperty("tests").EnumerateArray().Where(t => t.GetProperty("outcome").GetString() == "fail").ToList();
        foreach (var (id, message) in expected.Failing)
        {
            var test = failed.SingleOrDefault(t => t.GetProperty("id").GetString() == id);
            test.ValueKind.Should().Be(JsonValueKind.Object, "{0} must fail: {1}", id, result.Everything);
            test.TryGetProperty("explainedBy", out var cause).Should().BeFalse("{0} is a cause; it is explained by {1}", id, cause);
            test.GetProperty("message").GetString().Should().Contain(message);
        }
        if (expected.ExitCode == 0)
            failed.Should().BeEmpty();
    }
}
