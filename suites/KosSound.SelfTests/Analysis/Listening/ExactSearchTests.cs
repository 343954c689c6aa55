using System.Diagnostics;
using System.Runtime.InteropServices;
using FluentAssertions;
using KosSound.Analysis.Listening;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

public sealed class ExactSearchTests
{
    [Test]
    public void Channels_that_play_the_same_are_found_as_fast_as_others()
    {
        var (same, other) = (Noise(alike: true), Noise(alike: false));

        var (sameTook, otherTook) = (Time(same), Time(other));

        // Keys of one hash make the index quadratic: over a thousand times as slow here.
        (sameTook / otherTook).Should().BeLessThan(20, "times as long for stereo of 32 bit with both channels alike, {0:F0} ms, as with channels of their own, {1:F0} ms",
            sameTook.TotalMilliseconds, otherTook.TotalMilliseconds);
    }

    /// <summary>The shortest of some tries: the machine may take any of them for something else.</summary>
    private static TimeSpan Time(byte[] pcm) => Enumerable.Range(0, 7).Min(_ => TimeOnce(pcm));

    private static TimeSpan TimeOnce(byte[] pcm)
    {
        var started = Stopwatch.GetTimestamp();
        ExactSearch.Find(pcm, pcm).Should().ContainSingle().Which.Bytes.Should().Be(pcm.Length, "all of it is found in one piece");
        return Stopwatch.GetElapsedTime(started);
    }

    private static byte[] Noise(bool alike)
    {
        var random = new Random(5);
        var samples = new int[2 * 50_000];
        for (var i = 0; i < samples.Length; i += 2)
        {
            samples[i] = random.Next(1, int.MaxValue);
            samples[i + 1] = alike ? samples[i] : random.Next(1, int.MaxValue);
        }

        return MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
    }
}
