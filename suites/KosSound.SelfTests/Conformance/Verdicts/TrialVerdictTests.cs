using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Verdicts;

public sealed class TrialVerdictTests
{
    private static readonly PcmFormat Pcm = new(48_000, 16, 2);
    private static readonly FormatRecord Format = new(Pcm, Pcm);

    [Test]
    public void A_value_beyond_its_limit_fails_its_check_with_number_limit_and_unit()
    {
        var records = Judge([Value("latency.first_sound_ms", 250, "ms")], new Limit { Metric = "latency.first_sound_ms", High = 200, Source = "test" });

        var latency = records.Single(r => r.Id == "audio/48000Hz-16bit-2ch/latency");
        latency.Outcome.Should().Be(Outcome.Fail);
        latency.Message.Should().Be("latency.first_sound_ms is 250 ms, allowed at most 200 ms");
        records.Count(r => r.Outcome == Outcome.Fail).Should().Be(1, "only the metric that missed its limit may fail a check");
    }

    [Test]
    public void A_limited_metric_without_a_value_is_inconclusive_with_its_reason()
    {
        var metric = new Metric { Id = "thd.db", Unit = "dB", Channel = 1, NotMeasurable = "because the harmonics overlap" };

        var distortion = Judge([metric], new Limit { Metric = "thd.db", High = -70, Source = "test" }).Single(r => r.Id.EndsWith("/distortion", StringComparison.Ordinal));

        distortion.Outcome.Should().Be(Outcome.Inconclusive);
        distortion.Message.Should().Be("thd.db (channel 1) could not be measured because the harmonics overlap");
    }

    [Test]
    public void A_metric_the_format_cannot_show_is_skipped_not_inconclusive()
    {
        var metric = new Metric { Id = "crosstalk.db", Unit = "dB", NotMeasurable = "because there is one channel", NotApplicable = true };

        var crosstalk = Judge([metric], new Limit { Metric = "crosstalk.db", High = -70, Source = "test" }).Single(r => r.Id.EndsWith("/crosstalk", StringComparison.Ordinal));

        crosstalk.Outcome.Should().Be(Outcome.Skip);
        crosstalk.Reason.Should().Be("because there is one channel");
    }

    [Test]
    public void Consequences_name_the_failure_that_explains_them()
    {
        Limit[] limits = [new() { Metric = "dropouts.count", High = 0, Source = "test" }, new() { Metric = "bits.exact", Low = 1, Source = "test" }];

        var records = Judge([Value("dropouts.count", 1, ""), Value("bits.exact", 0, "")], limits);

        records.Single(r => r.Id.EndsWith("/dropouts", StringComparison.Ordinal)).ExplainedBy.Should().BeNull("it is the cause");
        records.Single(r => r.Id.EndsWith("/bits", StringComparison.Ordinal)).ExplainedBy.Should().Be("audio/48000Hz-16bit-2ch/dropouts");
    }

    [Test]
    public void Altered_sound_that_is_still_what_was_played_follows_from_the_check_that_names_the_processing()
    {
        var processed = new DropoutEvent(DropoutKind.Altered, 1, 200, null, 48_000) { Likeness = 0.99 };

        var (dropouts, level) = Explained(processed);
        dropouts.Should().Be("audio/48000Hz-16bit-2ch/level");
        level.Should().BeNull("it is the cause");

        foreach (var lost in (DropoutEvent[])[new(DropoutKind.Skip, 2, 1, null, 96_000), new(DropoutKind.Altered, 2, 200, null, 96_000) { Likeness = 0.5 }])
            Explained(processed, lost).Should().Be((null, "audio/48000Hz-16bit-2ch/dropouts"), "{0} is a cause of its own", lost);

        static (string? Dropouts, string? Level) Explained(params DropoutEvent[] events)
        {
            Limit[] limits = [new() { Metric = "dropouts.count", High = 0, Source = "test" }, new() { Metric = "level.linearity_db", High = 1, Source = "test" }];
            var records = Of(new Measurement { Metrics = [Value("dropouts.count", events.Length, ""), Value("level.linearity_db", 2, "dB")], Events = events }, limits);
            return (records.Single(r => r.Id.EndsWith("/dropouts", StringComparison.Ordinal)).ExplainedBy, records.Single(r => r.Id.EndsWith("/level", StringComparison.Ordinal)).ExplainedBy);
        }
    }

    [TestCase(0.82, true), TestCase(0.5, false)]
    public void Sound_that_the_edge_of_a_lower_rate_alters_follows_from_that_rate(double likeness, bool follows)
    {
        Limit[] limits = [new() { Metric = "dropouts.count", High = 0, Source = "test" }, new() { Metric = "bandwidth.effective_hz", Low = 21_120, Source = "test" }];
        var measurement = new Measurement
        {
            Metrics = [Value("dropouts.count", 1, ""), Value("bandwidth.effective_hz", 4_096, "Hz")],
            Events = [new DropoutEvent(DropoutKind.Altered, 1.39, 285, 0, 66_720) { Likeness = likeness }],
        };

        Of(measurement, limits).Single(r => r.Id.EndsWith("/dropouts", StringComparison.Ordinal)).ExplainedBy
            .Should().Be(follows ? "audio/48000Hz-16bit-2ch/bandwidth" : null, "a tone and its image leave a likeness of 0.71 at the edge, {0} is asked", likeness);
    }

    [Test]
    public void Dropout_messages_say_what_was_lost_when_and_where()
    {
        var measurement = new Measurement
        {
            Metrics = [Value("dropouts.count", 1, "")],
            Events = [new DropoutEvent(DropoutKind.ZeroFill, 1.5, 48, 1, 74_000)],
        };

        var dropouts = Of(measurement, new Limit { Metric = "dropouts.count", High = 0, Source = "test" }).Single(r => r.Id.EndsWith("/dropouts", StringComparison.Ordinal));

        dropouts.Message.Should().Be("dropouts.count is 1, allowed at most 0; zero-fill of 48 frames (1 ms) at 1.5000 s in channel 1");
        dropouts.Events.Should().ContainSingle().Which.CaptureSeconds.Should().BeApproximately(74_000 / 48_000.0, 1e-12);
    }

    [Test]
    public void Silence_fails_the_heard_check_and_explains_the_rest()
    {
        var measurement = new Measurement
        {
            Metrics = [new Metric { Id = "latency.first_sound_ms", Unit = "ms", NotMeasurable = "because nothing was heard" }],
            Diagnosis = "the capture is silent",
            Heard = false,
        };

        var records = Of(measurement, new Limit { Metric = "latency.first_sound_ms", High = 200, Source = "test" });

        records[0].Outcome.Should().Be(Outcome.Fail);
        records[0].Reason.Should().Be(TrialVerdict.NothingHeard);
        records.Single(r => r.Id.EndsWith("/latency", StringComparison.Ordinal)).ExplainedBy.Should().Be(records[0].Id);
    }

    [Test]
    public void Values_near_their_limit_are_marked_marginal_by_their_uncertainty()
    {
        var metric = Value("level.gain_db", 0.95, "dB") with { Uncertainty = 0.03 };
        var limit = new Limit { Metric = "level.gain_db", High = 1, Source = "test" };

        KosSound.Conformance.Verdicts.Judge.Metric(metric, limit).Marginal.Should().BeTrue("1 dB lies within 2 × 0.03 dB of 0.95 dB");
        KosSound.Conformance.Verdicts.Judge.Metric(metric with { Value = 0.9 }, limit).Marginal.Should().BeFalse("1 dB lies beyond 2 × 0.03 dB of 0.9 dB");
    }

    [Test]
    public void Every_check_has_a_record_and_every_metric_a_check()
    {
        Judge([]).Select(r => r.Id).Should().Equal(AudioCheck.All.Select(c => c.IdFor(Format)));
        MetricCatalog.All.Select(m => m.Check).Except(AudioCheck.All.Select(c => c.Name)).Should().BeEmpty("every metric belongs to a check");
        foreach (var (check, index) in AudioCheck.All.Select((c, i) => (c, i)))
            check.Causes.Except(AudioCheck.All.Take(index).Select(c => c.Name)).Should().BeEmpty("{0} is judged after its causes", check.Name);
    }

    private static Metric Value(string id, double value, string unit) => new() { Id = id, Value = value, Unit = unit };

    private static IReadOnlyList<TestRecord> Judge(IReadOnlyList<Metric> metrics, params Limit[] limits) => Of(new Measurement { Metrics = metrics }, limits);

    private static IReadOnlyList<TestRecord> Of(Measurement measurement, params Limit[] limits) => TrialVerdict.Of(Format, measurement, new Profile
    {
        Name = "test",
        Loopback = LoopbackKind.Digital,
        LevelDbfs = -12,
        Restarts = 1,
        MinimumTests = 1,
        BandLowHz = 40,
        BandHighHz = 96_000,
        BandHighRate = 0.45,
        Limits = limits.ToDictionary(l => l.Metric),
        Input = new InputRecord("test", ""),
    });
}
