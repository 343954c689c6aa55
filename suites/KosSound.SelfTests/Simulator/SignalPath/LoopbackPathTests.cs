using System.Diagnostics;
using FluentAssertions;
using KosSound.SelfTests.Simulator.SignalPath.Stages;
using KosSound.Simulator.SignalPath;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class LoopbackPathTests
{
    private const int Seed = 20_240_917;

    [TestCase(8_000, 1), TestCase(44_100, 2), TestCase(48_000, 2), TestCase(192_000, 8)]
    public void Equal_rates_carry_every_bit_after_the_latency(int rateHz, int channels)
    {
        var played = Noise(rateHz / 4, channels);
        var path = new LoopbackPath(new PathSettings(), Seed);

        var recorded = Loop(path, (rateHz, channels, 100), played, (rateHz, channels, 0), rateHz / 2);

        var first = (100 + (int)Math.Round(0.040 * rateHz)) * channels;
        var differences = recorded.Skip(first).Take(played.Length).Zip(played).Count(pair => pair.First != pair.Second);
        differences.Should().Be(0, "0 of {0} samples may differ", played.Length);
        recorded.Take(first).Concat(recorded.Skip(first + played.Length)).Should().OnlyContain(x => x == 0, "all else is silence");
        path.FramesReadTooEarly.Should().Be(0, "frames the recording wanted before they were played");
        path.FramesReadTooLate.Should().Be(0, "frames the recording wanted after they were forgotten");
    }

    [TestCase(16_000, 48_000), TestCase(44_100, 48_000), TestCase(48_000, 44_100), TestCase(48_000, 16_000)]
    [TestCase(44_100, 16_000), TestCase(192_000, 8_000), TestCase(8_000, 192_000), TestCase(47_999, 48_000)]
    public void A_tone_crosses_between_rates_unchanged(int playHz, int recordHz)
    {
        var edge = 0.45 * Math.Min(playHz, recordHz);
        foreach (var tone in (double[])[0.01 * edge, 0.3 * edge, 0.9 * edge, edge])
        {
            var path = new LoopbackPath(new PathSettings(), Seed);
            var played = Sine(tone, playHz, playHz, 0);

            var recorded = Loop(path, (playHz, 1, 0), played, (recordHz, 1, 0), recordHz);

            // The sine begins at device time 0, so a recorded frame k shows it at k/R − 40 ms.
            var steady = (From: (int)(0.2 * recordHz), To: (int)(0.9 * recordHz));
            var worst = Enumerable.Range(steady.From, steady.To - steady.From)
                .Max(k => Math.Abs(recorded[k] - Math.Sin(2 * Math.PI * tone * ((k / (double)recordHz) - 0.040))));
            // 0.01 dB of a full-scale sine is 0.00115.
            worst.Should().BeLessThan(1e-4, "{0} Hz from {1} Hz to {2} Hz, peak error in full scales", tone, playHz, recordHz);
            path.FramesReadTooEarly.Should().Be(0, "frames the recording wanted before they were played");
        }
    }

    [TestCase(48_000, 16_000, 9_000), TestCase(192_000, 48_000, 27_000), TestCase(96_000, 44_100, 24_300)]
    public void What_the_lower_rate_cannot_carry_is_140_dB_down(int playHz, int recordHz, double toneHz)
    {
        // The stop band begins at 0.55 of the lower rate.
        var path = new LoopbackPath(new PathSettings(), Seed);

        var recorded = Loop(path, (playHz, 1, 0), Sine(toneHz, playHz, playHz, 0.1), (recordHz, 1, 0), recordHz);

        var steady = recorded[(int)(0.3 * recordHz)..(int)(0.8 * recordHz)];
        var level = 20 * Math.Log10(steady.Max(Math.Abs) + 1e-20);
        level.Should().BeLessThan(-138, "alias of {0} Hz in dB full scale", toneHz);
    }

    [TestCase(100, 0), TestCase(0, 100), TestCase(-250, 30)]
    public void Clock_errors_stretch_the_tone_by_their_difference(double playbackPpm, double recordingPpm)
    {
        const int rate = 48_000;
        const double tone = 997;
        var path = new LoopbackPath(new PathSettings { PlaybackClockPpm = playbackPpm, RecordingClockPpm = recordingPpm }, Seed);

        var recorded = Loop(path, (rate, 1, 0), Sine(tone, rate, rate * 2, 0), (rate, 1, 0), rate * 2);

        var ratio = (1 + (playbackPpm * 1e-6)) / (1 + (recordingPpm * 1e-6));
        var latencyFrames = 0.040 * rate * (1 + (playbackPpm * 1e-6));
        var worst = Enumerable.Range(rate / 10, rate)
            .Max(k => Math.Abs(recorded[k] - Math.Sin(2 * Math.PI * tone * ((k * ratio) - latencyFrames) / rate)));
        // An error of 0.001 ppm would shift a 997 Hz tone by 6e-6 rad within a second.
        worst.Should().BeLessThan(6e-6, "peak error in full scales");
    }

    [Test]
    public void One_channel_goes_to_all_and_several_go_to_one_as_their_mean()
    {
        const int rate = 16_000;
        var mono = Noise(rate / 10, 1);
        var toStereo = Loop(new LoopbackPath(new PathSettings(), Seed), (rate, 1, 0), mono, (rate, 2, 0), rate / 5);
        var stereo = Noise(rate / 10, 2);
        var toMono = Loop(new LoopbackPath(new PathSettings(), Seed), (rate, 2, 0), stereo, (rate, 1, 0), rate / 5);

        for (var k = 0; k < mono.Length; k++)
        {
            toStereo[2 * (k + 640)].Should().Be(mono[k], "left of frame {0}", k);
            toStereo[(2 * (k + 640)) + 1].Should().Be(mono[k], "right of frame {0}", k);
            toMono[k + 640].Should().Be((stereo[2 * k] + stereo[(2 * k) + 1]) / 2, "frame {0}", k);
        }
    }

    [Test]
    public void One_recording_hears_several_plays_at_their_times()
    {
        const int rate = 16_000;
        var path = new LoopbackPath(new PathSettings(), Seed);
        var tap = path.BeginRecording(rate, 16, 1, 0);
        var recorded = new double[rate];
        var plays = new[] { (Start: 0, Sound: Noise(1_000, 1)), (Start: 5_000, Sound: Noise(1_000, 1)), (Start: 5_500, Sound: Noise(900, 1)) };
        var begun = new List<(PlaybackFeed Feed, double[] Sound, int Start)>();

        for (var now = 0; now < rate; now += 160)
        {
            foreach (var (start, sound) in plays.Where(play => play.Start >= now && play.Start < now + 160))
                begun.Add((path.BeginPlayback(rate, 16, 1, start), sound, start));
            foreach (var (feed, sound, start) in begun.Where(play => !play.Feed.HasEnded))
            {
                var due = feed.FramesDue(now + 160);
                var written = now + 160 - start - due;
                feed.Write(sound.AsSpan(Math.Min(written, sound.Length), Math.Min(due, Math.Max(0, sound.Length - written))));
                if (written + due >= sound.Length)
                    feed.End();
            }
            tap.FramesReady(now + 160).Should().Be(160, "frames of one tick");
            tap.Read(recorded.AsSpan(now, 160));
        }

        for (var k = 640; k < rate; k++)
            recorded[k].Should().Be(plays.Sum(p => k - 640 - p.Start is var i && i >= 0 && i < p.Sound.Length ? p.Sound[i] : 0), "frame {0}", k);
    }

    [Test]
    public void Block_sizes_do_not_change_what_is_heard()
    {
        var played = Noise(44_100, 2);
        var settings = new PathSettings { PlaybackClockPpm = 50 };
        var even = Loop(new LoopbackPath(settings, Seed), (44_100, 2, 0), played, (48_000, 2, 0), 48_000, tickMs: 10);
        var odd = Loop(new LoopbackPath(settings, Seed), (44_100, 2, 0), played, (48_000, 2, 0), 48_000, tickMs: 3);

        odd.Should().Equal(even);
    }

    [Test]
    public void Reading_and_writing_allocates_nothing_and_keeps_up_with_8_channels_at_192_kHz()
    {
        const int rate = 192_000;
        foreach (var ppm in (double[])[0, 20])
        {
            var path = new LoopbackPath(new PathSettings { PlaybackClockPpm = ppm }, Seed);
            var feed = path.BeginPlayback(rate, 32, 8, 0);
            var tap = path.BeginRecording(rate, 32, 8, 0);
            var block = Noise(rate / 100, 8);
            var heard = new double[block.Length];
            Tick();
            var clock = Stopwatch.StartNew();
            var allocated = Probe.LeastAllocation(() =>
            {
                clock.Restart();
                for (var i = 0; i < 50; i++)
                    Tick();
            });
            var seconds = clock.Elapsed.TotalSeconds;
            allocated.Should().Be(0, "bytes allocated by 50 ticks");
            TestContext.Out.WriteLine($"{ppm} ppm: 0.5 s of 8 ch × 192 kHz took {seconds:F3} s");

            void Tick()
            {
                feed.Write(block);
                tap.Read(heard);
            }
        }
    }

    private static double[] Loop(LoopbackPath path, (int Rate, int Channels, long Start) play, double[] played, (int Rate, int Channels, long Start) record, int frames, int tickMs = 10) =>
        PathRenderer.Render(path, new StreamGrid(play.Rate, 16, play.Channels, play.Start), played, new StreamGrid(record.Rate, 16, record.Channels, record.Start), frames, tickMs);

    private static double[] Noise(int frames, int channels)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, frames * channels).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static double[] Sine(double hz, int rate, int frames, double fadeSeconds)
    {
        var fade = fadeSeconds * rate;
        return [.. Enumerable.Range(0, frames).Select(i => Math.Sin(2 * Math.PI * hz * i / rate) * Fade(i))];

        double Fade(int i)
        {
            var at = Math.Min(i, frames - 1 - i);
            return at >= fade ? 1 : 0.5 - (0.5 * Math.Cos(Math.PI * at / fade));
        }
    }
}
