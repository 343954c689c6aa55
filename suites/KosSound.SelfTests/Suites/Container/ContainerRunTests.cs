using System.Text.Json;
using FluentAssertions;
using KosSound.SelfTests.Cli;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

/// <summary>Whole runs against the container, as a user starts them.</summary>
public sealed class ContainerRunTests
{
    private const int Attempts = 3;
    private const int Infrastructure = 3;

    // Only these are taken from the wall clock, which the embedded simulator does not keep.
    private static readonly string[] TimeMetrics = ["rate.", "latency."];

    [OneTimeSetUp]
    public static Task OpenAsync() => Workshop.OpenAsync();

    [TestCase("48000Hz-16bit-2ch", null)]
    [TestCase("16000Hz-24bit-1ch", "low-pass=6000")]
    public async Task It_gives_the_verdicts_and_the_digital_numbers_of_the_embedded_simulator(string format, string? fault)
    {
        using var embedded = new TemporaryFolder();
        using var contained = new TemporaryFolder();
        string[] asked = ["--seed", "7", "--only", $"audio/{format}", .. fault is null ? Array.Empty<string>() : ["--fault", fault]];

        var expected = await KosSoundProcess.RunAsync([.. asked, "--out", embedded.Path]);
        var result = await RunAsync(contained, asked);

        expected.ExitCode.Should().Be(fault is null ? 0 : 1, expected.Everything);
        result.ExitCode.Should().Be(expected.ExitCode, result.Everything);
        Outcomes(contained).Should().Equal(Outcomes(embedded));
        var numbers = Numbers(embedded);
        numbers.Should().HaveCountGreaterThan(20, "digital measurements of one format");
        Numbers(contained).Should().Equal(numbers);
    }

    [Test]
    public async Task A_private_device_file_and_a_fault_reach_the_container_and_its_log_is_shown()
    {
        using var folder = new TemporaryFolder();
        using var bundle = new TemporaryFolder();
        var device = Path.Combine(folder.Path, "one format.yaml");
        await File.WriteAllTextAsync(device, "playback: {sample_rates_hz: [16000], bit_depths: [16], channels: [1]}\nrecording: {sample_rates_hz: [16000], bit_depths: [16], channels: [1]}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(device, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var result = await RunAsync(bundle, "--device", device, "--fault", "silent", "--only", "audio/*/heard");

        result.ExitCode.Should().Be(1, result.Everything);
        result.Errors.Should().Contain("The target's own log:").And.Contain("listens on 0.0.0.0:50051");
        using var results = Read(bundle);
        results.RootElement.GetProperty("formats").GetArrayLength().Should().Be(1, "the device file advertises one format");
        results.RootElement.GetProperty("target").GetProperty("kind").GetString().Should().Be("container");
        results.RootElement.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("path").GetString()).Should().Contain([$"image {Workshop.Image}", device]);
        results.RootElement.GetProperty("tests").EnumerateArray().Single(t => t.GetProperty("outcome").GetString() == "fail")
            .GetProperty("reproduce").GetString().Should().StartWith($"./run.sh --target container:{Workshop.Image} --device '{device}' --fault silent ");
    }

    // The container keeps wall time: a run that says this machine was too slow for it has judged nothing, and is made again.
    private static async Task<ProcessResult> RunAsync(TemporaryFolder bundle, params string[] asked)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await KosSoundProcess.RunAsync(["--target", $"container:{Workshop.Image}", .. asked, "--out", bundle.Path]);
            if (result.ExitCode != Infrastructure || attempt == Attempts)
                return result;
            Directory.Delete(bundle.Path, recursive: true);
        }
    }

    private static List<string> Outcomes(TemporaryFolder bundle)
    {
        using var results = Read(bundle);
        return [.. results.RootElement.GetProperty("tests").EnumerateArray().Select(t => $"{t.GetProperty("id")}: {t.GetProperty("outcome")}")];
    }

    // As text: to the last digit.
    private static List<string> Numbers(TemporaryFolder bundle)
    {
        using var results = Read(bundle);
        return
        [
            .. results.RootElement.GetProperty("tests").EnumerateArray()
                .Where(t => t.TryGetProperty("measurements", out _))
                .SelectMany(t => t.GetProperty("measurements").EnumerateArray().Select(m => (Test: t.GetProperty("id").GetString(), Measurement: m)))
                .Where(m => !TimeMetrics.Any(m.Measurement.GetProperty("id").GetString()!.StartsWith))
                .Select(m => $"{m.Test}: {m.Measurement.GetRawText()}"),
        ];
    }

    private static JsonDocument Read(TemporaryFolder bundle) => JsonDocument.Parse(File.ReadAllText(Path.Combine(bundle.Path, "results.json")));
}
