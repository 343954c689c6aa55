using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FluentAssertions;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Signals.Waves;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

/// <summary>Captures that cannot be judged: each is named, none gives a metric it cannot hold, none a stack trace.</summary>
public sealed partial class AnalyzeCommandTests
{
    private static readonly PcmFormat Format = new(16_000, 16, 1);
    private static readonly Stimulus Played = StimulusRenderer.Render(StimulusPlanner.Composite(Format, LoopbackKind.Digital));

    [Test]
    public async Task A_whole_capture_is_measured()
    {
        var output = await AnalyzeAsync(0, Wave(Format, Played.Pcm.ToArray()));

        output.Should().MatchRegex(@"(?m)^bits\.exact +1\b").And.MatchRegex(@"(?m)^dropouts\.count +0\b");
    }

    [Test]
    public async Task Values_are_written_to_the_second_digit_of_their_uncertainty()
    {
        var output = await AnalyzeAsync(0, Wave(Format, Played.Pcm.ToArray()));

        output.Should().MatchRegex(@"(?m)^thd_n\.db ch 0 +-\d\d\.\d{1,2} ± 0\.\d{1,2} dB  ").And.MatchRegex(@"(?m)^level\.gain_db ch 0 +0 ± 0 dB$");
    }

    [TestCase(1, "1Hz-16bit-1ch"), TestCase(384_000, "384000Hz-16bit-1ch")]
    public async Task A_recording_at_a_rate_that_cannot_be_analysed_is_refused(int rateHz, string format) =>
        (await AnalyzeAsync(2, Wave(new PcmFormat(rateHz, 16, 1), Played.Pcm[..4_000].ToArray()))).Should()
            .Contain($"a recording of {format} cannot be analysed because {rateHz} Hz lies outside the 8 000 … 192 000 Hz this instrument measures");

    [Test]
    public async Task A_recording_that_begins_in_the_middle_says_how_much_is_missing()
    {
        var output = await AnalyzeAsync(0, Wave(Format, [.. Played.Pcm[(20_000 * Format.BytesPerFrame)..].Span, .. new byte[64_000]]));

        output.Should().StartWith("the capture begins 1.250 s after the stimulus does").And.MatchRegex(@"(?m)^noise\.floor_dbfs ch 0 +not measurable because the capture holds no silence");
    }

    [Test]
    public async Task A_drift_of_nothing_has_no_sign()
    {
        var played = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));
        var frame = played.Plan.Format.BytesPerFrame;

        var output = await AnalyzeAsync(0, Wave(played.Plan.Format, [.. new byte[3_000 * frame], .. played.Pcm.Span, .. new byte[9_000 * frame]]), played);

        output.Should().MatchRegex(@"(?m)^clock\.drift_ppm +0 ");
    }

    [Test]
    public async Task A_file_whose_copying_was_broken_off_is_refused_with_what_is_missing()
    {
        var whole = Wave(Format, Played.Pcm.ToArray());
        var output = await AnalyzeAsync(2, whole[..(44 + (whole.Length - 44) / 2)]);

        output.Should().Contain($"it is cut short: its header promises {whole.Length - 44} bytes of sound, {(whole.Length - 44) / 2} are there");
    }

    [Test]
    public async Task A_recording_that_ends_in_the_middle_says_how_much_is_missing()
    {
        var output = await AnalyzeAsync(0, Wave(Format, Played.Pcm[..(Played.Pcm.Length / 4 * 2)].ToArray()));

        output.Should().MatchRegex(@"^the capture ends \d\.\d+ s before the stimulus does");
        foreach (var id in new[] { "clock.drift_ppm", "response.deviation_db ch 0", "thd.db ch 0", "level.linearity_db ch 0" })
            output.Should().MatchRegex($@"(?m)^{Regex.Escape(id)} +not measurable because ");
    }

    [Test]
    public async Task A_capture_that_names_another_rate_than_it_was_made_at_is_told_by_both()
    {
        var output = await AnalyzeAsync(null, Wave(Format with { RateHz = 14_700 }, Played.Pcm.ToArray()));

        output.Should().StartWith("the sound arrives 1.0884 times as long as it was played, as if it were recorded at 16000 Hz instead of 14700 Hz");
        Measured().Matches(output).Select(m => m.Groups[1].Value).Distinct().Should().BeSubsetOf(["clock.drift_ppm"], "only the speed is known: {0}", output);
    }

    [TestCase("silent", "the capture is silent: every sample is zero")]
    [TestCase("clipped", "the capture is clipped throughout: 100 % of its samples lie at the limits")]
    [TestCase("stuck high", "the capture is stuck at full scale: every sample of a channel has the same value")]
    [TestCase("stuck low", "the capture is stuck at full scale: every sample of a channel has the same value")]
    [TestCase("stuck at one step", "the capture is silent: every sample of a channel has the same value")]
    [TestCase("one step of noise", "nothing of the stimulus is found in the capture: best correlation 0.")]
    [TestCase("noise", "nothing of the stimulus is found in the capture: best correlation 0.")]
    [TestCase("another stimulus", "the stimulus is not the one played: markers are found, but its sweeps are not")]
    public async Task A_capture_without_the_sound_is_named_and_gives_no_number(string kind, string reason)
    {
        var random = new Random(5);
        var samples = new short[Played.Plan.Frames];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = kind switch
            {
                "clipped" => random.Next(2) == 0 ? short.MaxValue : short.MinValue,
                "stuck high" => short.MaxValue,
                "stuck low" => short.MinValue,
                "stuck at one step" => 1,
                "one step of noise" => (short)random.Next(-1, 2),
                "noise" => (short)random.Next(-8_000, 8_000),
                _ => 0,
            };
        var pcm = kind == "another stimulus" ? Another() : MemoryMarshal.AsBytes<short>(samples).ToArray();
        var output = await AnalyzeAsync(4, Wave(Format, pcm));

        output.Should().StartWith(reason);
        Measured().Matches(output).Should().BeEmpty("nothing was heard that could be measured: {0}", output);
    }

    [Test]
    public async Task A_float_file_with_a_sample_that_is_no_number_is_refused_with_its_place()
    {
        var pcm = new float[4_000];
        pcm[1_234] = float.NaN;
        var wave = Wave(new PcmFormat(16_000, 32, 1), MemoryMarshal.AsBytes<float>(pcm).ToArray());
        wave[20] = 3; // format tag: float

        (await AnalyzeAsync(2, wave)).Should().Contain("its sample is not a number (NaN) in frame 1234, channel 0");
    }

    [Test]
    public async Task A_file_of_zero_frames_is_refused() => (await AnalyzeAsync(2, Wave(Format, []))).Should().Contain("it contains no sound: zero frames");

    [Test]
    public async Task A_file_that_ends_in_its_header_is_refused() =>
        (await AnalyzeAsync(2, Wave(Format, Played.Pcm.ToArray())[..30])).Should().Contain("it ends inside its fmt chunk");

    /// <summary>The same markers and gaps with sweeps that run backwards.</summary>
    private static byte[] Another()
    {
        var samples = MemoryMarshal.Cast<byte, short>(Played.Pcm.Span).ToArray();
        foreach (var sweep in Played.Plan.Segments.Where(s => s.Kind == SegmentKind.Sweep))
            samples.AsSpan(sweep.StartFrame, sweep.Frames).Reverse();
        return MemoryMarshal.AsBytes<short>(samples).ToArray();
    }

    private static byte[] Wave(PcmFormat format, byte[] pcm) => [.. WaveFile.Header(format, pcm.Length), .. pcm];

    private static async Task<string> AnalyzeAsync(int? exitCode, byte[] wave, Stimulus? played = null)
    {
        using var folder = new TemporaryFolder();
        var (stimulus, capture) = (Path.Combine(folder.Path, "stimulus.json"), Path.Combine(folder.Path, "capture.wav"));
        StimulusFile.Write(stimulus, (played ?? Played).Plan);
        await File.WriteAllBytesAsync(capture, wave);

        var result = await KosSoundProcess.RunAsync("analyze", "--stimulus", stimulus, capture);

        if (exitCode is { } code)
            result.ExitCode.Should().Be(code, result.Everything);
        result.Everything.Should().NotContain("   at ", "a stack trace is for us, not for a user").And.NotContain("NaN ch").And.NotContain(double.NaN.ToString(CultureInfo.InvariantCulture) + " ");
        return exitCode == 2 ? result.Everything : result.Output;
    }

    [GeneratedRegex(@"^([a-z_]+\.[a-z_0-9]+|polarity)(?: ch \d+)? +(?!not measurable )\S", RegexOptions.Multiline)]
    private static partial Regex Measured();
}
