using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using FluentAssertions;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

/// <summary>What a running container may and may not do; one container for all questions.</summary>
public sealed class SimulatorContainerTests
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(3);
    private const int Attempts = 5;

    private ContainerEngine _engine = null!;
    private SimulatorContainer _container = null!;
    private DockerClient _client = null!;
    private ContainerInspectResponse _facts = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _engine = await Workshop.OpenAsync();
        _client = Workshop.Client(_engine);
        _container = await SimulatorContainer.StartAsync(_engine, Workshop.Reference(), CancellationToken.None);
        _facts = await _engine.InspectAsync(_container.Id, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        _client?.Dispose();
    }

    [Test]
    public void It_does_not_run_as_root()
    {
        _facts.Config!.User.Should().Be(SimulatorContainer.User);
        // What the kernel says, where container and test share a machine's process table.
        var status = $"/proc/{_facts.State!.Pid}/status";
        if (File.Exists(status))
            File.ReadAllLines(status).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Should().Be("Uid:\t1654\t1654\t1654\t1654");
    }

    [Test]
    public void It_has_no_capabilities_and_can_get_none()
    {
        _facts.HostConfig!.CapDrop.Should().Equal("ALL");
        _facts.HostConfig.Privileged.Should().BeFalse();
        _facts.HostConfig.SecurityOpt.Should().Contain("no-new-privileges");
    }

    [Test]
    public async Task Its_files_cannot_be_changed()
    {
        _facts.HostConfig!.ReadonlyRootfs.Should().BeTrue();
        Exception? refusal = null;
        // The engine may refuse and hang up while it is still written to: that it hung up is not yet an answer.
        for (var attempt = 0; attempt < Attempts && refusal is null or HttpRequestException; attempt++)
            refusal = (await FluentActions.Awaiting(() => _engine.CopyAsync(_container.Id, "/app", "intruder", Encoding.UTF8.GetBytes("x"))).Should().ThrowAsync<Exception>()).Which;
        refusal.Should().BeOfType<DockerApiException>().Which.Message.Should().Contain("read-only");
    }

    [Test]
    public async Task It_is_reachable_from_this_machine_only()
    {
        _facts.NetworkSettings!.Ports!.Values.SelectMany(bindings => bindings).Select(binding => binding.HostIP).Should().Equal(IPAddress.Loopback.ToString());
        foreach (var address in OtherAddresses())
        {
            using var client = new TcpClient();
            var connecting = FluentActions.Awaiting(() => client.ConnectAsync(address, _container.Endpoint.Port).WaitAsync(Workshop.Patience));
            (await connecting.Should().ThrowAsync<SocketException>($"{address}:{_container.Endpoint.Port} is not the loopback address")).Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
        }
    }

    [Test]
    public async Task Its_health_probe_works_without_a_shell()
    {
        (await ExecuteAsync("127.0.0.1:50051")).Should().Be((0, ""));
        (await ExecuteAsync("127.0.0.1:50052")).Should().Be((3, "127.0.0.1:50052 does not answer: Connection refused (127.0.0.1:50052)"));
    }

    [Test]
    public async Task Its_log_says_that_it_listens() =>
        (await _container.ReadLogAsync(CancellationToken.None)).Should().Contain("listens on 0.0.0.0:50051");

    [Test]
    public async Task It_answers_within_3_seconds_of_its_start()
    {
        // Other work on the machine can only lengthen a start: the shortest of a few is the container's own.
        var shortest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && shortest > StartLimit; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var container = await SimulatorContainer.StartAsync(_engine, Workshop.Reference(), CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(started);
            shortest = took < shortest ? took : shortest;
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"created, started and answered in {took.TotalMilliseconds:F0} ms"));
        }

        shortest.Should().BeLessThanOrEqualTo(StartLimit);
    }

    private async Task<(long ExitCode, string Errors)> ExecuteAsync(string probed)
    {
        var command = new ContainerExecCreateParameters { Cmd = ["dotnet", "/app/KosSound.Simulator.dll", "--probe", probed], AttachStdout = true, AttachStderr = true };
        var id = (await _client.Exec.CreateContainerExecAsync(_container.Id, command)).ID;
        using var patience = new CancellationTokenSource(Workshop.Patience);
        using var stream = await _client.Exec.StartContainerExecAsync(id, new ContainerExecStartParameters(), patience.Token);
        var (_, errors) = await stream.ReadOutputToEndAsync(patience.Token);
        return ((await _client.Exec.InspectContainerExecAsync(id)).ExitCode ?? throw new InvalidOperationException("the probe has no exit code"), errors.Trim());
    }

    private static List<IPAddress> OtherAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)),
    ];
}
