using System.Runtime.CompilerServices;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts;

/// <summary>
/// Detector 1: compares captured integers with played ones and finds every lost, repeated, inserted, silenced, altered or
/// reordered frame exactly, with resynchronisation after each. Channels are compared one by one, so that a fault of one is not
/// blamed on all, and swapped or inverted channels do not hide the rest.
/// </summary>
/// <remarks>What is learnt about a stimulus is kept as long as the stimulus. Safe to use from several threads.</remarks>
public static class ExactComparer
{
    private static readonly ConditionalWeakTable<Stimulus, SampleSequence[]> Played = [];

    /// <summary>Compares a capture with the stimulus played; both must have the same format.</summary>
    /// <param name="stimulus">What was played.</param>
    /// <param name="capturePcm">Recorded bytes in the stimulus' format; a trailing partial frame is ignored.</param>
    /// <param name="fromFrame">Frame of the capture before which nothing of this play can lie, default 0.</param>
    public static ExactComparison Compare(Stimulus stimulus, ReadOnlySpan<byte> capturePcm, int fromFrame = 0)
    {
        ArgumentNullException.ThrowIfNull(stimulus);
        ArgumentOutOfRangeException.ThrowIfNegative(fromFrame);
        var format = stimulus.Plan.Format;
        var played = Played.GetValue(stimulus, static s => Planes(s.Pcm.Span, s.Plan.Format));
        var captured = Planes(capturePcm, format);
        var channels = Enumerable.Range(0, format.Channels).Select(c => ChannelMatch.Find(played, captured[c], c, fromFrame)).ToList();
        var found = channels.Where(c => c.Source is not null).ToList();
        if (found.Count == 0)
            return Result(channels, [], comparable: false);
        var events = EventMerger.Merge([.. channels.Select(c => c.Edits)], found.Count, format.RateHz);
        return Result(channels, events, comparable: found.Count == format.Channels);
    }

    private static ExactComparison Result(List<ChannelMatch> channels, IReadOnlyList<DropoutEvent> events, bool comparable) => new()
    {
        Exact = comparable && events.Count == 0 && channels.All(c => c.Source == c.Channel && !c.Inverted)
            && channels.All(c => c.DelayFrames == channels[0].DelayFrames),
        Comparable = comparable,
        DelayFrames = channels.FirstOrDefault(c => c.Source is not null)?.DelayFrames,
        Events = events,
        MatchedShare = channels.Average(c => c.MatchedShare),
        Inverted = [.. channels.Select(c => c.Inverted)],
        Sources = [.. channels.Select(c => c.Source)],
    };

    private static SampleSequence[] Planes(ReadOnlySpan<byte> pcm, PcmFormat format)
    {
        var planes = new SampleSequence[format.Channels];
        for (var channel = 0; channel < planes.Length; channel++)
        {
            planes[channel] = new SampleSequence(new int[pcm.Length / format.BytesPerFrame]);
            PcmCodec.DecodeCodes(pcm, format, channel, planes[channel].Samples);
        }
        return planes;
    }
}
