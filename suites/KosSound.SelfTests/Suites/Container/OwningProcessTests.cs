using System.Diagnostics;
using FluentAssertions;
using KosSound.Simulator;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

public sealed class OwningProcessTests
{
    [Test]
    public void A_label_is_read_back() => OwningProcess.Parse(OwningProcess.Current.ToString()).Should().Be(OwningProcess.Current);

    [TestCase("")]
    [TestCase("machine|12")]
    [TestCase("machine|twelve|1")]
    [TestCase("a|1|2|3")]
    public void What_is_no_label_of_ours_is_nobodys(string label) => OwningProcess.Parse(label).Should().BeNull();

    [Test]
    public void This_process_is_not_gone() => OwningProcess.Current.IsGone().Should().BeFalse();

    [Test]
    public void A_process_number_that_was_used_again_is_gone() =>
        (OwningProcess.Current with { Started = "another boot:1" }).IsGone().Should().BeTrue();

    [Test]
    public void A_process_of_another_machine_is_never_known_to_be_gone() =>
        new OwningProcess("another machine", int.MaxValue, "1").IsGone().Should().BeFalse();

    [Test]
    public async Task A_process_that_has_ended_is_gone()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SimulatedDevice).Assembly.Location, "--port", "0"]) { RedirectStandardOutput = true })!;
        var owner = OwningProcess.Of(process.Id)!;
        owner.IsGone().Should().BeFalse("it runs");

        process.Kill();
        await process.WaitForExitAsync();

        owner.IsGone().Should().BeTrue("it was killed");
        OwningProcess.Of(process.Id).Should().NotBe(owner);
    }
}
