using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using KosSound.SelfTests.Device;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

[Parallelizable(ParallelScope.All)]
public sealed class BadInputTests
{
    [TestCase("--targte", "x")]
    [TestCase("--loopback", "pneumatic")]
    [TestCase("--seed", "many")]
    [TestCase("unknown-command")]
    public async Task Wrong_words_end_2_and_are_named(params string[] args)
    {
        var result = await KosSoundProcess.RunAsync(args);

        Expect(result, 2, args[^1] == "x" ? "--targte" : args[^1]);
    }

    [Test]
    public async Task A_target_that_is_no_address_ends_2() => Expect(await KosSoundProcess.RunAsync("--target", "http://robot/x"), 2, "HOST:PORT");

    [Test]
    public async Task A_closed_port_ends_3_and_leaves_a_report()
    {
        using var reports = new TemporaryFolder();
        var result = await KosSoundProcess.RunAsync("--target", $"127.0.0.1:{ClosedPort()}", "--out", reports.Path);

        result.ExitCode.Should().Be(3, result.Everything);
        result.Output.Should().Contain("nothing listens on port");
        File.ReadAllText(Path.Combine(reports.Path, "junit.xml")).Should().Contain("<error", "unreachable is an error of the station, not a failure of the device");
    }

    [Test]
    public async Task A_host_that_never_answers_ends_3_within_the_connect_time_out()
    {
        using var reports = new TemporaryFolder();
        using var deaf = new DeafListener();

        var result = await KosSoundProcess.RunAsync("--target", $"127.0.0.1:{deaf.Port}", "--out", reports.Path);

        result.ExitCode.Should().Be(3, result.Everything);
        result.Took.TotalSeconds.Should().BeLessThan(25, "the connect time-out is 10 s");
    }

    [Test]
    public async Task A_host_that_cannot_be_reached_ends_3_within_the_connect_time_out()
    {
        using var reports = new TemporaryFolder();

        // An address reserved for documentation (RFC 5737): nobody has it. Some networks refuse it, some swallow what is sent there.
        var result = await KosSoundProcess.RunAsync("--target", "192.0.2.1:50051", "--out", reports.Path);

        result.ExitCode.Should().Be(3, result.Everything);
        result.Output.Should().Contain("192.0.2.1:50051");
        result.Took.TotalSeconds.Should().BeLessThan(25, "the connect time-out is 10 s");
    }

    [Test]
    public async Task A_grpc_server_without_the_service_is_told_apart_from_a_robot()
    {
        using var reports = new TemporaryFolder();
        await using var server = await FakeServer.StartAsync(HttpProtocols.Http2, app => app.MapGrpcService<FakeEmptyService>());

        var result = await KosSoundProcess.RunAsync("--target", server.Endpoint.Authority, "--out", reports.Path);

        result.ExitCode.Should().Be(3, result.Everything);
        result.Output.Should().Contain("kos.sound.SoundService");
    }

    [Test]
    public async Task A_web_server_of_the_old_protocol_is_told_apart_from_a_robot()
    {
        using var reports = new TemporaryFolder();
        using var server = new OldWebServer();

        var result = await KosSoundProcess.RunAsync("--target", $"127.0.0.1:{server.Port}", "--out", reports.Path);

        result.ExitCode.Should().Be(3, result.Everything);
        result.Output.Should().Contain("no plaintext HTTP/2 gRPC server answers");
    }

    [Test]
    public async Task A_malformed_device_file_ends_2_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "device.yaml");
        await File.WriteAllTextAsync(file, "playback:\n  ratesHz: loud\n");

        Expect(await KosSoundProcess.RunAsync("--device", file), 2, $"{file}:2:");
    }

    [Test]
    public async Task A_reports_folder_that_cannot_be_made_ends_6_before_anything_is_played()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "");

        Expect(await KosSoundProcess.RunAsync("--out", Path.Combine(file, "below")), 6, "a-file");
    }

    [Test]
    public async Task Ctrl_C_in_the_middle_ends_130_with_a_report_that_says_interrupted()
    {
        using var reports = new TemporaryFolder();
        using var process = KosSoundProcess.Start("--real-time", "--out", reports.Path);
        await process.PrintedAsync("1/12");

        process.PressCtrlC();
        var result = await process.EndAsync();

        result.ExitCode.Should().Be(130, result.Everything);
        result.Took.TotalSeconds.Should().BeLessThan(10, "Ctrl-C ends what is under way");
        File.ReadAllText(Path.Combine(reports.Path, "results.json")).Should().Contain("\"interrupted\"");
    }

    private static void Expect(ProcessResult result, int exitCode, string named)
    {
        result.ExitCode.Should().Be(exitCode, result.Everything);
        result.Errors.Should().Contain(named, result.Everything);
        result.ErrorLines.Should().OnlyContain(l => l.StartsWith("kos-sound: ", StringComparison.Ordinal), "every line names its speaker, and none is a stack trace");
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
