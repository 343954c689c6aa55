namespace KosSound.Analysis.Dropouts;

/// <summary>One captured channel, the played channel it carries, and their differences.</summary>
internal sealed record ChannelMatch
{
    /// <summary>Share of equal samples below which two channels are not the same sound.</summary>
    private const double LeastShare = 0.5;

    /// <summary>Much of the stimulus is the same in all channels: a better fit than this cannot be another channel.</summary>
    private const double GoodShare = 0.95;

    public required int Channel { get; init; }

    /// <summary>Played channel, null when none is found.</summary>
    public int? Source { get; init; }

    public bool Inverted { get; init; }

    public int? DelayFrames { get; init; }

    public double MatchedShare { get; init; }

    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>Tries the channel's own place; unless that fits well, the others too, then all inverted. Takes the best.</summary>
    public static ChannelMatch Find(SampleSequence[] played, SampleSequence heard, int channel, int fromFrame)
    {
        var best = new ChannelMatch { Channel = channel };
        foreach (var inverted in new[] { false, true })
        {
            var candidate = inverted ? heard.Negated() : heard;
            foreach (var source in Enumerable.Range(0, played.Length).OrderBy(source => source == channel ? -1 : source))
            {
                if (Match(played[source], candidate, fromFrame) is { } match && match.MatchedShare > best.MatchedShare)
                    best = match with { Channel = channel, Source = source, Inverted = inverted };
                if (best.MatchedShare > GoodShare)
                    return best;
            }
        }
        return best;
    }

    private static ChannelMatch? Match(SampleSequence played, SampleSequence heard, int fromFrame)
    {
        var runs = new RunFinder(played, heard).Find(fromFrame);
        if (runs.Count == 0)
            return null;
        var chain = runs.Count == 1 ? [(runs[0], 0)] : new RunChain(played.Samples, heard.Samples).Choose(runs);
        var share = Share(chain, played.Samples);
        if (share < LeastShare)
            return null;
        return new ChannelMatch
        {
            Channel = 0,
            DelayFrames = chain[0].Run.Delay,
            MatchedShare = share,
            Edits = new EditClassifier(played.Samples, heard.Samples).Classify(chain),
        };
    }

    /// <summary>Matched samples that sound, of all that sound: silence equals any silence.</summary>
    private static double Share(IReadOnlyList<(MatchRun Run, int Slack)> chain, int[] stimulus)
    {
        var sounding = stimulus.LongCount(code => code != 0);
        var matched = chain.Sum(link => link.Run.Length - (long)stimulus.AsSpan(link.Run.Stimulus, link.Run.Length).Count(0));
        return sounding == 0 ? 0 : (double)matched / sounding;
    }
}
