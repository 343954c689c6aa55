using FluentAssertions;
using KosSound.Analysis.Listening;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ListenerTests
{
    private static readonly PcmFormat Stereo = new(48000, 16, 2);

    private static IEnumerable<PcmFormat> AllKinds =>
        from depth in (int[])[8, 16, 24, 32]
        from channels in (int[])[1, 2, 8]
        select new PcmFormat(16000, depth, channels);

    [TestCaseSource(nameof(AllKinds))]
    public void a_whole_probe_is_found_at_its_frame(PcmFormat format)
    {
        var probe = ProbeSound.Noise(format, 4001, seed: 5);

        var heard = Exact(probe, Silence(format, 777), probe.Pcm.ToArray(), Silence(format, 100));

        heard.Flaw().Should().BeNull();
        heard.IsWhole.Should().BeTrue();
        heard.Runs.Should().Equal(new HeardRun(777, 0, 4001));
    }

    [TestCaseSource(nameof(AllKinds))]
    public void no_sample_of_a_noise_probe_is_zero_or_above_its_level(PcmFormat format)
    {
        var signal = PcmCodec.Decode(ProbeSound.Noise(format, 5000, seed: 6, levelDbfs: -12).Pcm.Span, format);

        for (var channel = 0; channel < format.Channels; channel++)
        {
            var magnitudes = signal[channel].ToArray().Select(Math.Abs).ToArray();
            magnitudes.Min().Should().BeGreaterThan(0);
            magnitudes.Max().Should().BeLessThanOrEqualTo(Math.Pow(10, -12 / 20.0) + format.LsbFs);
        }
    }

    [Test]
    public void what_is_wrong_is_told()
    {
        var probe = ProbeSound.Noise(Stereo, 4800, seed: 7);

        Exact(probe, Silence(Stereo, 4800)).Flaw().Should().Be("nothing of it is heard");
        Exact(probe, From(probe, 480)).Flaw().Should().Be("its first 480 frames (10 ms) are missing");
        Exact(probe, From(probe, 0, 4799)).Flaw().Should().Be("its last 1 frames (0.02 ms) are missing");
        Exact(probe, From(probe, 0, 2400), From(probe, 2401)).Flaw().Should().Be("at frame 2400 (50 ms) 1 frames (0.02 ms) are skipped");
        Exact(probe, From(probe, 0, 2400), From(probe, 2352)).Flaw().Should().Be("at frame 2400 (50 ms) the sound goes back by 48 frames (1 ms)");
        Exact(probe, From(probe, 0, 2400), Silence(Stereo, 48), From(probe, 2448)).Flaw().Should().Be("at frame 2400 (50 ms) 48 frames (1 ms) are altered or silenced");
        Exact(probe, From(probe, 0, 2400), Silence(Stereo, 48), From(probe, 2400)).Flaw().Should().Be("at frame 2400 (50 ms) 0 frames (0 ms) are replaced by 48 others (1 ms)");
        Exact(probe, [0, .. From(probe, 0)]).Flaw().Should().Be("its bytes arrive shifted against the frames (byte slip)");
    }

    [Test]
    public void one_altered_bit_is_found()
    {
        var probe = ProbeSound.Noise(Stereo, 4800, seed: 8);
        var pcm = probe.Pcm.ToArray();
        pcm[4 * 1000] ^= 1;

        Exact(probe, pcm).Flaw().Should().Be("at frame 1000 (20.83 ms) 1 frames (0.02 ms) are altered or silenced");
    }

    [Test]
    public void another_probe_is_not_taken_for_this_one() =>
        Exact(ProbeSound.Noise(Stereo, 48000, seed: 1), ProbeSound.Noise(Stereo, 480_000, seed: 2).Pcm.ToArray()).Any.Should().BeFalse();

    [Test]
    public void a_band_probe_is_heard_through_a_loop_of_20_dB_at_another_rate([Values(16000, 44100, 48000)] int captureRateHz, [Range(1, 5)] int seed)
    {
        var probe = ProbeSound.Band(Stereo, TimeSpan.FromSeconds(1), seed, -12, (500, 6000));
        var (capture, start) = Room(probe, captureRateHz, seed, snrDb: 20);

        var heard = Listener.Listen(probe, new PcmFormat(captureRateHz, 16, 1), capture, exact: false);

        heard.Flaw().Should().BeNull("seed {0}", seed);
        heard.CaptureFrameOfStart.Should().BeApproximately(start, 0.001 * captureRateHz, "frames, seed {0}", seed);
    }

    [Test]
    public void a_band_probe_is_not_heard_where_another_plays([Range(1, 5)] int seed)
    {
        var probe = ProbeSound.Band(Stereo, TimeSpan.FromSeconds(1), seed, -12, (500, 6000));
        var (capture, _) = Room(ProbeSound.Band(Stereo, TimeSpan.FromSeconds(1), seed + 100, -12, (500, 6000)), 48000, seed, snrDb: 20);

        var hits = SegmentSearch.Hits(probe, PcmCodec.Decode(capture, new PcmFormat(48000, 16, 1)));

        hits.Should().BeEmpty("seed {0}", seed);
    }

    [Test]
    public void a_gap_in_a_band_probe_is_told()
    {
        var probe = ProbeSound.Band(Stereo, TimeSpan.FromSeconds(1), 3, -12, (500, 6000));
        var (capture, start) = Room(probe, 48000, 3, snrDb: 20);
        capture.AsSpan(2 * (start + 14_400), 2 * 9_600).Clear();

        var heard = Listener.Listen(probe, new PcmFormat(48000, 16, 1), capture, exact: false);

        heard.Runs.Should().HaveCount(2);
        heard.Flaw().Should().Be("at frame 14400 (300 ms) 9600 frames (200 ms) are altered or silenced");
    }

    [Test]
    public void noise_is_recognised_by_ear_when_its_level_changed()
    {
        var probe = ProbeSound.Noise(Stereo, 48000, seed: 4);
        var signal = PcmCodec.Decode(probe.Pcm.Span, Stereo);
        for (var channel = 0; channel < 2; channel++)
        {
            foreach (ref var sample in signal[channel])
                sample *= 0.3;
        }

        var capture = PcmCodec.Encode(signal, Stereo);

        Exact(probe, capture).IsWhole.Should().BeFalse();
        Listener.Listen(probe, Stereo, capture, exact: false).Flaw().Should().BeNull();
    }

    [TestCaseSource(nameof(AllKinds))]
    public void encodings_are_named(PcmFormat format)
    {
        var probe = ProbeSound.Noise(format, 2000, seed: 9);

        EncodingDiagnosis.Name(probe, probe.Pcm.Span).Should().BeNull();
        EncodingDiagnosis.Name(probe, Edited(probe, s => s[^1] ^= 0x80)).Should().Be("samples arrive unsigned");
        if (format.BitDepth > 8)
            EncodingDiagnosis.Name(probe, Edited(probe, s => s.Reverse())).Should().Be("samples arrive big-endian");
        if (format.BytesPerFrame > 1)
            EncodingDiagnosis.Name(probe, [0, .. probe.Pcm.Span]).Should().Be($"bytes arrive shifted by 1 of {format.BytesPerFrame} (byte slip)");
        if (format.BitDepth == 24)
        {
            var contained = probe.Pcm.ToArray().Chunk(3).SelectMany(s => (byte[])[0, .. s]).ToArray();
            EncodingDiagnosis.Name(probe, contained).Should().Be("24-bit samples arrive in 4-byte containers, in the upper 3 bytes");
        }
    }

    private static byte[] Edited(ProbeSound probe, SampleEdit edit)
    {
        var pcm = probe.Pcm.ToArray();
        for (var at = 0; at < pcm.Length; at += probe.Format.BytesPerSample)
            edit(pcm.AsSpan(at, probe.Format.BytesPerSample));
        return pcm;
    }

    private static Heard Exact(ProbeSound probe, params byte[][] capture) => Listener.Listen(probe, probe.Format, capture.SelectMany(c => c).ToArray(), exact: true);

    private static byte[] Silence(PcmFormat format, int frames) => new byte[frames * format.BytesPerFrame];

    private static byte[] From(ProbeSound probe, int frame, int? end = null) =>
        probe.Pcm[(frame * probe.Format.BytesPerFrame)..((end ?? (int)probe.Frames) * probe.Format.BytesPerFrame)].ToArray();

    /// <summary>One channel at some rate: direct sound, two reflections, noise.</summary>
    private static (byte[] Pcm, int Start) Room(ProbeSound probe, int rateHz, int seed, double snrDb)
    {
        var random = new Random(seed);
        var start = rateHz / 2;
        var segment = new double[(int)Math.Round(ProbeSound.SegmentSeconds * rateHz)];
        var sound = new Signal(rateHz, 1, 2 * rateHz);
        for (var s = 0; s < probe.Segments; s++)
        {
            for (var channel = 0; channel < probe.Format.Channels; channel++)
            {
                probe.RenderSegment(s, channel, rateHz, segment);
                foreach (var (delay, gain) in (ReadOnlySpan<(double, double)>)[(0, 0.5), (0.0031, -0.3), (0.0123, 0.2)])
                {
                    for (var i = 0; i < segment.Length; i++)
                        sound[0][start + s * segment.Length + (int)(delay * rateHz) + i] += gain * segment[i];
                }
            }
        }

        var rms = Math.Sqrt(sound[0].Slice(start, rateHz).ToArray().Average(x => x * x));
        foreach (ref var sample in sound[0])
            sample += rms * Math.Pow(10, -snrDb / 20) * Gaussian(random);
        return (PcmCodec.Encode(sound, new PcmFormat(rateHz, 16, 1)), start);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private delegate void SampleEdit(Span<byte> sample);
}
