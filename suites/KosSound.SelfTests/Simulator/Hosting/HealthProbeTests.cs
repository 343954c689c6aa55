using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using KosSound.SelfTests.Simulator.Service;
using KosSound.Simulator.Hosting;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Hosting;

public sealed class HealthProbeTests
{
    [Test]
    public async Task A_simulator_that_serves_is_well()
    {
        await using var bench = await Bench.StartAsync();
        (await HealthProbe.AskAsync(bench.Device.Endpoint.Authority, CancellationToken.None)).Should().BeNull();
    }

    [Test]
    public async Task A_port_nobody_listens_at_is_named()
    {
        string authority;
        await using (var bench = await Bench.StartAsync())
            authority = bench.Device.Endpoint.Authority;
        (await HealthProbe.AskAsync(authority, CancellationToken.None)).Should().StartWith($"{authority} does not answer: ");
    }

    [Test]
    public async Task A_server_that_accepts_and_says_nothing_is_not_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var authority = listener.LocalEndpoint.ToString()!;
        (await HealthProbe.AskAsync(authority, CancellationToken.None)).Should().Be($"{authority} does not answer: nothing for 2 s");
    }

    [TestCase("")]
    [TestCase("no port:here")]
    public async Task What_is_no_address_is_said_to_be_none(string authority) =>
        (await HealthProbe.AskAsync(authority, CancellationToken.None)).Should().Be($"'{authority}' is not HOST:PORT");
}
