using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Waivers;
using KosSound.SelfTests.Conformance.Bundles;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Waivers;

[Parallelizable(ParallelScope.All)]
public sealed class WaiverBookTests
{
    private const string Dropouts = "audio/48000Hz-16bit-2ch/dropouts";

    private static readonly DateOnly Today = new(2026, 6, 30);

    private static readonly Waiver Known = new()
    {
        Id = "w-1",
        Test = "audio/*/dropouts",
        Owner = "audio team",
        Issue = "SND-1",
        Reason = "bad cable",
        Expires = Today,
        Firmware = new FirmwareRange(null, null),
        Message = "3 dropouts",
    };

    [Test]
    public void A_failure_that_is_expected_is_waived_and_says_until_when_and_by_whom()
    {
        var failed = SampleRun.Record(Dropouts, Outcome.Fail);
        var waived = Book(Known).Apply(failed);
        waived.Should().BeEquivalentTo(failed with { Outcome = Outcome.Waived, Reason = "waived until 2026-06-30 by w-1 (audio team, SND-1): bad cable" });
        Book(Known).Stale([waived]).Should().BeEmpty();
    }

    [TestCase(Outcome.Pass)]
    [TestCase(Outcome.Error)]
    [TestCase(Outcome.Inconclusive)]
    [TestCase(Outcome.Skip)]
    [TestCase(Outcome.NotRun)]
    public void Only_failures_are_waived(Outcome outcome)
    {
        var test = SampleRun.Record(Dropouts, outcome) with { Message = "3 dropouts" };
        Book(Known).Apply(test).Should().BeSameAs(test);
    }

    [Test]
    public void What_the_station_caused_is_not_waived()
    {
        var test = SampleRun.Record(Dropouts, Outcome.Fail) with { Infrastructure = true };
        Book(Known).Apply(test).Should().BeSameAs(test);
    }

    [Test]
    public void A_failure_with_another_message_stays_a_failure_and_the_waiver_is_stale()
    {
        var test = SampleRun.Record(Dropouts, Outcome.Fail) with { Message = "channels are swapped" };
        Book(Known).Apply(test).Outcome.Should().Be(Outcome.Fail);
        Book(Known).Stale([test]).Should().Equal($"waiver w-1 expects '3 dropouts', but {Dropouts} failed otherwise: channels are swapped");
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public void A_waiver_holds_through_its_last_day(int daysLater, bool holds)
    {
        var book = new WaiverBook([Known], Today.AddDays(daysLater), null);
        var test = book.Apply(SampleRun.Record(Dropouts, Outcome.Fail));
        test.Outcome.Should().Be(holds ? Outcome.Waived : Outcome.Fail);
        book.Stale([test]).Should().Equal(holds ? [] : ["waiver w-1 expired on 2026-06-30; audio team must renew or remove it (SND-1)"]);
    }

    [Test]
    public void An_unexpected_pass_is_stale() =>
        Book(Known).Stale([SampleRun.Record(Dropouts)]).Should().Equal($"waiver w-1 is no longer needed: {Dropouts} passed; remove it (audio team, SND-1)");

    [Test]
    public void A_pattern_of_which_one_test_fails_as_expected_is_needed()
    {
        var waived = Book(Known).Apply(SampleRun.Record(Dropouts, Outcome.Fail));
        Book(Known).Stale([waived, SampleRun.Record("audio/16000Hz-16bit-1ch/dropouts")]).Should().BeEmpty();
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public void A_waiver_that_matches_nothing_is_stale_unless_tests_were_filtered_out(bool wholePlan, int problems) =>
        Book(Known).Stale([SampleRun.Record("contract/a")], wholePlan).Should().HaveCount(problems);

    [TestCase(Outcome.Error)]
    [TestCase(Outcome.Inconclusive)]
    [TestCase(Outcome.NotRun)]
    [TestCase(Outcome.Skip)]
    public void A_test_that_says_nothing_says_nothing_about_its_waiver(Outcome outcome) =>
        Book(Known).Stale([SampleRun.Record(Dropouts, outcome)]).Should().BeEmpty();

    [TestCase("1.2.0", true)]
    [TestCase("1.3.9-rc1", true)]
    [TestCase("1.10", false)]
    [TestCase("1.1.9", false)]
    [TestCase("1.4", false)]
    [TestCase(null, false)]
    public void A_waiver_for_some_firmware_neither_waives_nor_is_stale_on_another(string? firmware, bool holds)
    {
        var waiver = Known with { Firmware = new FirmwareRange("1.2.0", "1.4") };
        var book = new WaiverBook([waiver], Today, firmware);
        var test = book.Apply(SampleRun.Record(Dropouts, Outcome.Fail));
        test.Outcome.Should().Be(holds ? Outcome.Waived : Outcome.Fail, "firmware {0} against 1.2.0 up to below 1.4", firmware);
        book.Stale([test]).Should().BeEmpty();
    }

    [TestCase("1", "2", -1)]
    [TestCase("1.9", "1.10", -1)]
    [TestCase("1.10", "1.10-a", -1)]
    [TestCase("1.10-a", "1.10.1", -1)]
    [TestCase("1.2.3", "1.2.3", 0)]
    [TestCase("1.2-b", "1.2-a", 1)]
    public void Versions_are_ordered_part_by_part(string left, string right, int sign)
    {
        Math.Sign(FirmwareRange.Compare(left, right)).Should().Be(sign);
        Math.Sign(FirmwareRange.Compare(right, left)).Should().Be(-sign);
    }

    [TestCase("audio/*/dropouts", "audio/48000Hz-16bit-2ch/dropouts", true)]
    [TestCase("audio/*/dropouts", "audio/48000Hz-16bit-2ch/dropouts2", false)]
    [TestCase("audio/48000Hz-16bit-2ch/dropouts", "audio/48000Hz-16bit-2ch/dropouts", true)]
    [TestCase("Audio/*", "audio/x", false)]
    [TestCase("a?c", "abc", false)]
    [TestCase("a?c", "a?c", true)]
    [TestCase("*", "anything/at/all", true)]
    public void A_star_is_the_only_wildcard(string pattern, string id, bool matches) =>
        (Known with { Test = pattern }).Matches(id).Should().Be(matches);

    private static WaiverBook Book(params Waiver[] waivers) => new(waivers, Today, "1.0");
}
