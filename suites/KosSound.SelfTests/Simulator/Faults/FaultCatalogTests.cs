using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Clauses;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath.Events;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Faults;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class FaultCatalogTests
{
    private static IEnumerable<FaultKind> Kinds => FaultCatalog.All;

    [TestCaseSource(nameof(Kinds))]
    public void Every_fault_says_what_it_is_and_what_finds_it(FaultKind kind)
    {
        kind.Name.Should().MatchRegex("^[a-z0-9]+(-[a-z0-9]+)*$");
        kind.Description.Should().NotBeNullOrWhiteSpace();
        kind.FoundBy.Any().Should().Be(kind.Allowed is null, "{0} is found by something, or it is no fault and says why", kind.Name);
        foreach (var id in kind.FoundBy)
            (MetricCatalog.Contains(id) || ClauseCatalog.Find(id) is not null).Should().BeTrue("{0}, which finds {1}, is a metric or a clause", id, kind.Name);
    }

    [TestCaseSource(nameof(Kinds))]
    public void Every_size_a_fault_claims_can_be_asked_for(FaultKind kind)
    {
        foreach (var size in new[] { kind.Default, kind.SmallestDigital, kind.SmallestDeep, kind.SmallestElectrical, kind.SmallestAcoustic }.OfType<FaultSize>())
        {
            var fault = FaultCatalog.Parse(size.Value is null ? kind.Name : $"{kind.Name}={size}");

            fault.Size.Should().Be(size.Value is null ? kind.Default : size, "what was asked for of {0}", kind.Name);
            fault.ApplyTo(DeviceFile.Reference).Should().NotBeEquivalentTo(DeviceFile.Reference, options => options.RespectingRuntimeTypes(), "{0} changes the device", fault);
        }
    }

    [Test]
    public void Names_are_unique() => FaultCatalog.All.Select(kind => kind.Name).Should().OnlyHaveUniqueItems();

    [Test]
    public void A_bare_number_has_the_first_unit_and_a_time_is_read_in_any_form()
    {
        FaultCatalog.Parse("zero-fill=3").Length.Should().Be(Extent.Frames(3));
        FaultCatalog.Parse("zero-fill=3ms").Length.Should().Be(Extent.Milliseconds(3));
        FaultCatalog.Parse("zero-fill = 0.5 ms @ 1.5s").When.At.Should().Equal(Extent.Milliseconds(1_500));
        FaultCatalog.Parse("zero-fill@every 250ms").When.Every.Should().Be(Extent.Milliseconds(250));
        FaultCatalog.Parse("zero-fill=1@2/s").When.PerSecond.Should().Be(2);
        FaultCatalog.Parse("zero-fill@4800frames").When.At.Should().Equal(Extent.Frames(4_800));
        FaultCatalog.Parse("silent").Size.Should().Be(FaultSize.Any);
    }

    [TestCase("", "is not a fault"), TestCase("zer-fill", "no fault is called 'zer-fill'"), TestCase("zero-fill=much", "'much'")]
    [TestCase("zero-fill=1lightyear", "frames, ms"), TestCase("zero-fill=0", "1 … 10000000 frames"), TestCase("silent=3", "takes no value")]
    [TestCase("silent@1s", "all the time"), TestCase("zero-fill@soon", "is not a time"), TestCase("zero-fill@every 0ms", "a period is above 0")]
    [TestCase("zero-fill=1,5", "'1,5'"), TestCase("zero-fill@0/s", "above 0/s"), TestCase("zero-fill=", "''")]
    public void A_wrong_fault_is_refused_in_one_line_that_says_what_is_allowed(string text, string says)
    {
        var parse = () => FaultCatalog.Parse(text);

        parse.Should().Throw<FormatException>().Which.Message.Should().Contain(says).And.NotContain("\n");
    }
}
