using System.Security.Cryptography;
using FluentAssertions;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class StimulusRendererTests
{
    private static readonly string[] PinnedFormats = ["8000Hz-8bit-1ch", "44100Hz-16bit-2ch", "48000Hz-24bit-2ch", "192000Hz-32bit-8ch"];

    private static readonly Stimulus Digital = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 24, 2), LoopbackKind.Digital));

    [Test]
    public void Every_format_renders_without_exceeding_the_set_level(
        [Values(8_000, 44_100, 192_000)] int rateHz, [Values(8, 16, 24, 32)] int bitDepth, [Values(1, 8)] int channels)
    {
        var format = new PcmFormat(rateHz, bitDepth, channels);
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(format, LoopbackKind.Digital));

        var highest = Math.Pow(10, -12 / 20.0) + format.LsbFs / 2;
        for (var channel = 0; channel < channels; channel++)
            Peak(stimulus.Signal[channel]).Should().BeInRange(0.25 - format.LsbFs, highest, "peak of channel {0} in FS, {1}", channel, format);
        stimulus.Pcm.Length.Should().Be(stimulus.Plan.Frames * format.BytesPerFrame);
    }

    [Test]
    public void Every_part_has_its_level_and_begins_and_ends_in_silence([Values] LoopbackKind loopback)
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 24, 2), loopback));
        foreach (var segment in stimulus.Plan.Segments)
        {
            for (var channel = 0; channel < 2; channel++)
            {
                var part = stimulus.Signal[channel].Slice(segment.StartFrame, segment.Frames);
                if (segment.Kind == SegmentKind.Silence || (segment.Channel ?? channel) != channel)
                {
                    Peak(part).Should().Be(0, "{0} is silent on channel {1}", segment.Name, channel);
                    continue;
                }
                var peakDbfs = 20 * Math.Log10(Peak(part));
                // The payload uses whole bits (6.02 dB) below its level; 26 steps of 24 bit are within 0.4 dB of −110 dBFS.
                peakDbfs.Should().BeInRange(segment.LevelDbfs!.Value - (segment.Kind == SegmentKind.Payload ? 0.1 : 0.4), segment.LevelDbfs.Value + 0.2, "peak of {0} in dBFS", segment.Name);
                Peak(part[..2]).Should().BeLessThan(0.003, "{0} fades in", segment.Name);
                Peak(part[^2..]).Should().BeLessThan(0.003, "{0} fades out", segment.Name);
            }
        }
    }

    [Test]
    public void The_signal_is_what_the_bytes_decode_to()
    {
        var decoded = PcmCodec.Decode(Digital.Pcm.Span, Digital.Plan.Format);
        for (var channel = 0; channel < 2; channel++)
            decoded[channel].SequenceEqual(Digital.Signal[channel]).Should().BeTrue();
    }

    [Test]
    public void Both_sweeps_of_a_channel_are_identical_and_alone()
    {
        for (var channel = 0; channel < 2; channel++)
        {
            Part($"sweep-1-ch{channel}", channel).SequenceEqual(Part($"sweep-2-ch{channel}", channel)).Should().BeTrue();
            Peak(Part($"sweep-1-ch{channel}", 1 - channel)).Should().Be(0);
        }
    }

    [Test]
    public void The_sweep_follows_its_frequency_law()
    {
        var segment = Segment("sweep-1-ch0");
        var shape = SweepShape.Of(segment, 48_000);
        var sweep = Part("sweep-1-ch0", 0);
        var checks = 0;
        // Between the fades the k-th rising zero crossing comes when the phase f1·L·e^(t/L) is k turns.
        for (var turn = shape.Cycles * 3; turn < shape.Cycles * 900; turn += 7)
        {
            var at = shape.GrowthSeconds * Math.Log((double)turn / shape.Cycles) * 48_000;
            var frame = (int)at;
            if (frame + 1 >= sweep.Length - segment.FadeFrames)
                break;
            var slope = 2 * Math.PI * shape.FrequencyHz(at / 48_000) / 48_000 * 0.2512;
            sweep[frame].Should().BeInRange(-slope, 1e-6, "just before turn {0}", turn);
            sweep[frame + 1].Should().BeInRange(-1e-6, slope, "just after turn {0}", turn);
            checks++;
        }
        checks.Should().BeGreaterThan(80);
    }

    [Test]
    public void Multitone_lines_hold_equal_shares_and_nothing_lies_between_them()
    {
        var segment = Segment("multitone");
        var period = segment.PeriodFrames!.Value;
        for (var channel = 0; channel < 2; channel++)
        {
            var part = Part("multitone", channel).Slice(segment.FadeFrames + 100, period);
            var energy = 0.0;
            foreach (var sample in part)
                energy += sample * sample / period;
            var amplitudes = segment.TonesHz![channel].Select(hz => Amplitude(Part("multitone", channel).Slice(segment.FadeFrames + 100, period), hz)).ToList();
            amplitudes.Should().OnlyContain(a => Math.Abs(20 * Math.Log10(a / amplitudes[0])) < 0.001, "all lines are within 0.001 dB");
            (10 * Math.Log10(amplitudes.Sum(a => a * a / 2) / energy)).Should().BeApproximately(0, 1e-6, "energy outside the lines, in dB");
            foreach (var foreign in segment.TonesHz[1 - channel])
                Amplitude(Part("multitone", channel).Slice(segment.FadeFrames + 100, period), foreign).Should().BeLessThan(1e-7, "{0} Hz belongs to the other channel", foreign);
        }
    }

    [TestCase("tone-997", -12)]
    [TestCase("tone-997-60dbfs", -60)]
    [TestCase("tone-997-110dbfs", -110)]
    public void Tones_have_their_level(string name, double levelDbfs)
    {
        var part = Part(name, 1)[480..^480];
        var whole = part[..(part.Length / 48_000 * 48_000 > 0 ? 48_000 : (int)(Math.Floor(part.Length * 997.0 / 48_000) * 48_000 / 997))];
        (20 * Math.Log10(Amplitude(whole, 997))).Should().BeApproximately(levelDbfs, 0.02, "level of {0} in dBFS", name);
    }

    [Test]
    public void Stairs_rise_as_planned()
    {
        var segment = Segment("staircase");
        var length = segment.Frames / segment.StepsDbfs!.Count;
        for (var step = 0; step < segment.StepsDbfs.Count; step++)
        {
            var part = Part("staircase", 0).Slice(step * length + segment.FadeFrames, 1926); // 40.005 periods of 997 Hz
            (20 * Math.Log10(Amplitude(part, 997))).Should().BeApproximately(segment.StepsDbfs[step], 0.01, "step {0} in dBFS", step);
        }
        segment.StepsDbfs.Should().Equal(-32, -28, -24, -20, -16, -13);
    }

    [Test]
    public void The_whole_is_free_of_clicks()
    {
        // The steepest slope the payload aside is that of a full-level tone at the upper end of the sweep.
        foreach (var segment in Digital.Plan.Segments.Where(s => s.Kind is SegmentKind.Marker or SegmentKind.Tone or SegmentKind.Staircase))
        {
            var highest = segment.EndHz ?? 997;
            // The play ends on the last marker: what follows it is silence.
            double[] part = [.. Digital.Signal[0].Slice(segment.StartFrame - 1, segment.Frames + 1), segment.EndFrame < Digital.Plan.Frames ? Digital.Signal[0][segment.EndFrame] : 0];
            for (var i = 1; i < part.Length; i++)
                Math.Abs(part[i] - part[i - 1]).Should().BeLessThan(2 * Math.PI * highest / 48_000 * 0.252 + 1e-6, "step at frame {0} of {1}", i, segment.Name);
        }
    }

    [Test]
    public void Full_scale_is_used_only_where_it_was_allowed()
    {
        var format = new PcmFormat(48_000, 16, 1);
        var allowed = StimulusRenderer.Render(StimulusPlanner.Payload(format, TimeSpan.FromSeconds(2), new StimulusOptions { AllowFullScale = true }));
        Peak(allowed.Signal[0]).Should().BeGreaterThan(0.999);
        var safe = StimulusRenderer.Render(StimulusPlanner.Payload(format, TimeSpan.FromSeconds(2)));
        Peak(safe.Signal[0]).Should().BeLessThanOrEqualTo(0.2512);
    }

    [Test]
    public void Zero_dbfs_is_not_flattened()
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Electrical, new StimulusOptions { LevelDbfs = 0 }));
        var segment = stimulus.Plan.Segments.Single(s => s.Name == "tone-997");
        Peak(stimulus.Signal[0].Slice(segment.StartFrame, segment.Frames)).Should().BeLessThanOrEqualTo(32767 / 32768.0);
    }

    [TestCaseSource(nameof(PinnedFormats))]
    public void Rendering_gives_the_pinned_bytes(string id)
    {
        var pinned = File.ReadAllLines(GoldenFile.PathOf("signals/stimulus-sha256.txt"));
        Hashes(id).Should().BeSubsetOf(pinned);
    }

    [Test]
    [Explicit("rewrites the pinned hashes after a deliberate change of the stimulus")]
    public void Pin_the_rendered_bytes() =>
        File.WriteAllText(GoldenFile.PathOf("signals/stimulus-sha256.txt"), string.Join("\n", PinnedFormats.SelectMany(Hashes)) + "\n");

    [Test]
    public void A_plan_that_makes_no_sense_is_refused_with_every_fault()
    {
        var plan = Digital.Plan with { Segments = [.. Digital.Plan.Segments.Select(s => s.Name == "tone-997" ? s with { LevelDbfs = -3 } : s.Name == "multitone" ? s with { PeriodFrames = 100 } : s)] };
        FluentActions.Invoking(() => StimulusRenderer.Render(plan)).Should().Throw<ArgumentException>()
            .WithMessage("*'multitone' has a period of 100*'tone-997' has -3 dBFS, more than the set level of -12*");
    }

    private static IEnumerable<string> Hashes(string id)
    {
        PcmFormat.TryParse(id, out var format).Should().BeTrue();
        foreach (var loopback in Enum.GetValues<LoopbackKind>())
        {
            var pcm = StimulusRenderer.Render(StimulusPlanner.Composite(format, loopback)).Pcm.Span;
            yield return $"{id} {loopback} {Convert.ToHexStringLower(SHA256.HashData(pcm))}";
        }
    }

    private static Segment Segment(string name) => Digital.Plan.Segments.Single(s => s.Name == name);

    private static Span<double> Part(string name, int channel) => Digital.Signal[channel].Slice(Segment(name).StartFrame, Segment(name).Frames);

    private static double Peak(ReadOnlySpan<double> samples)
    {
        var peak = 0.0;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }

    private static double Amplitude(ReadOnlySpan<double> samples, double hz)
    {
        var (re, im) = (0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * hz * i / 48_000);
            re += samples[i] * cos;
            im += samples[i] * sin;
        }
        return 2 * Math.Sqrt(re * re + im * im) / samples.Length;
    }
}
