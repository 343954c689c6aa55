using FluentAssertions;
using KosSound.Analysis.Listening;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

/// <summary>The end of a probe through a room of 20 dB: direct sound, a decaying tail 10 dB below it, noise.</summary>
public sealed class TailSearchTests
{
    private const int RateHz = 48_000;
    private const int Start = 20_000;
    private static readonly PcmFormat Stereo = new(RateHz, 16, 2);

    [Test]
    public void The_whole_probe_is_heard_whatever_its_length([Values(200, 205.021, 209.979, 249.9)] double milliseconds, [Range(1, 5)] int seed)
    {
        var probe = Probe(milliseconds, seed);
        TailSearch.HeardEnd(probe, Room(probe, lostFrames: 0, seed)).Should().Be(probe.Frames, "frames, seed {0}", seed);
    }

    [Test]
    public void A_loss_of_5_ms_and_of_10_is_told([Values(200, 205.021, 209.979)] double milliseconds, [Values(240, 480)] int lost, [Range(1, 5)] int seed)
    {
        var probe = Probe(milliseconds, seed);
        TailSearch.HeardEnd(probe, Room(probe, lost, seed)).Should().Be(probe.Frames - lost, "frames, seed {0}", seed);
    }

    [Test]
    public void Noise_alone_ends_nowhere()
    {
        var probe = Probe(200, 1);
        TailSearch.HeardEnd(probe, Room(Probe(200, 99), 0, 1)).Should().BeNull("another sound was played");
    }

    private static ProbeSound Probe(double milliseconds, int seed) => ProbeSound.Band(Stereo, TimeSpan.FromMilliseconds(milliseconds), seed, -12, (800, 4_000));

    private static Signal Room(ProbeSound probe, int lostFrames, int seed)
    {
        var (random, played) = (new Random(seed), PcmCodec.Decode(probe.Pcm.Span, Stereo));
        var captured = new Signal(RateHz, 2, Start + played.Frames + RateHz / 2);
        // −10 dB in all, −60 dB after 250 ms.
        var tail = Enumerable.Range(0, RateHz / 4).Select(i => Gaussian(random) * Math.Pow(10, -3.0 * i / (RateHz / 4))).ToArray();
        var scale = Math.Sqrt(0.1 / tail.Sum(t => t * t));
        for (var channel = 0; channel < 2; channel++)
        {
            for (var i = 0; i < played.Frames - lostFrames; i++)
            {
                var sample = 0.7 * played[channel][i];
                captured[channel][Start + i] += sample;
                for (var k = 0; k < tail.Length; k += 7)
                    captured[channel][Start + 48 + i + k] += sample * Math.Sqrt(7) * scale * tail[k];
            }
            foreach (ref var sample in captured[channel])
                sample += 0.01 * Gaussian(random);
        }
        return captured;
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
