using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Whatever fails, its card lets the reader hear it, see it, and run it again.</summary>
public sealed class FailureKindsTests
{
    private const string Format = "48000Hz-16bit-2ch";

    private static readonly HeardPart[] Parts =
    [
        new("marker-start", 0.6, 0.7, null), new("sweep-1-ch0", 0.8, 1.1, 0), new("sweep-1-ch1", 1.2, 1.5, 1), new("multitone", 1.6, 1.8, null),
        new("tone-997", 2.0, 2.3, null), new("staircase", 2.4, 2.8, null), new("payload", 2.9, 3.1, null), new("silence-end", 3.4, 3.9, null),
    ];

    [TestCase("response", "sweep-1-ch1", "Magnitude response", "Impulse response")]
    [TestCase("bandwidth", "sweep-1-ch1", "Magnitude response")]
    [TestCase("distortion", "tone-997", "Harmonic levels", "Spectrum of the tone")]
    [TestCase("level", "staircase", "Waveform of the capture")]
    [TestCase("noise", "silence-end", "Waveform of the capture")]
    [TestCase("latency", "marker-start", "Latency over restarts")]
    [TestCase("crosstalk", "sweep-1-ch1", "Waveform of the capture")]
    [TestCase("bits", "payload")]
    public void A_failing_check_has_a_player_the_plots_that_show_it_and_its_command(string check, string part, params string[] plots)
    {
        var card = CardOf(check, Parts);

        card.Should().Contain($"aria-label=\"{part}\"").And.Contain("src=\"data:audio/wav;base64,");
        foreach (var plot in plots)
            card.Should().Contain($"<figcaption>{plot}</figcaption>");
        card.Should().Contain("± u (k = 1)").And.Contain("Where it lies").And.Contain("href=\"./captures/48000Hz-16bit-2ch.wav\"").And.Contain($"./run.sh --only audio/{Format}/{check}");
    }

    [Test]
    public void A_capture_in_which_nothing_was_found_is_played_at_its_loudest_moment() =>
        CardOf("level", []).Should().Contain("aria-label=\"loudest moment\"").And.Contain("src=\"data:audio/wav;base64,");

    [Test]
    public void What_a_contract_clause_recorded_last_is_heard_in_its_card_and_its_trace_is_read_there()
    {
        var input = FakeRuns.Failing();
        var hash = new string('b', 64);
        string[] captures = ["captures/contract-play-config-required-capture-1.wav", "captures/contract-play-config-required-capture-2.wav", "captures/contract-play-config-required-capture-3.wav"];
        var trace = new AttachmentRecord("captures/contract-play-config-required-wire.txt", "text/plain", hash, 48);
        AttachmentRecord[] kept = [.. captures.Select(c => new AttachmentRecord(c, "audio/wav", hash, 1000)), trace];
        var page = PageFacts.Write(input with
        {
            Run = input.Run with { Tests = [.. input.Run.Tests.Select(t => t.Id == "contract/play/config-required" ? t with { Attachments = kept } : t)] },
            OpenAttachment = path => path == trace.Path
                ? new MemoryStream("0.000 s > PlayAudio <no config>\n0.004 s < OK\n"u8.ToArray())
                : FakeCaptures.Open(captures.Contains(path) ? $"captures/{Format}.wav" : path),
        });

        page.Should().Contain("aria-label=\"contract-play-config-required-capture-3, loudest moment\"").And.Contain("capture-2, loudest moment").And.NotContain("capture-1, loudest moment");
        page.Should().Contain("What went over the wire").And.Contain("0.000 s &gt; PlayAudio &lt;no config&gt;\n0.004 s &lt; OK</pre>");
        foreach (var file in kept)
            page.Should().Contain($"href=\"./{file.Path}\"");
    }

    private static string CardOf(string check, IReadOnlyList<HeardPart> parts)
    {
        var input = FakeRuns.Passing();
        var id = $"audio/{Format}/{check}";
        var page = PageFacts.Write(input with
        {
            Run = input.Run with { ExitCode = ExitCode.DeviceFailed, Tests = [.. input.Run.Tests.Select(t => t.Id == id ? Spoilt(t) : t)] },
            Evidence = [.. input.Evidence.Select(e => e with { Parts = parts })],
        });
        var start = page.IndexOf("<details class=\"card fail\"", StringComparison.Ordinal);
        start.Should().BePositive("the page has a card for {0}", id);
        return page[start..page.IndexOf("<section class=\"overview", start, StringComparison.Ordinal)];
    }

    private static TestRecord Spoilt(TestRecord test) => test with
    {
        Outcome = Outcome.Fail,
        Message = "spoilt on purpose",
        Reproduce = $"./run.sh --only {test.Id}",
        Measurements = [.. test.Measurements.Select(m => m.Channel is null or 1 ? m with { Outcome = Outcome.Fail } : m)],
        Attachments = [new AttachmentRecord($"captures/{Format}.wav", "audio/wav", new string('c', 64), 1000)],
    };
}
