using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Tells which of several equal markers a single one is, by what sounds beside it: of a capture that begins late only the last one is
/// left, of one that ends early the first.
/// </summary>
internal static class LoneMarker
{
    private const double BlockSeconds = 0.01;

    /// <summary>A block this much below the marker, as energy, counts as silent: a room leaves 20 dB.</summary>
    private const double LeastEnergy = 0.05;

    /// <summary>Sound beside the marker that must be where it was played, in blocks.</summary>
    private const int LeastBlocks = 5;

    /// <summary>How much better than the others it must fit.</summary>
    private const double LeastLead = 1.5;

    /// <summary>The one of the markers of a shape that fits best; null where nothing tells them apart.</summary>
    /// <param name="samples">Where it was found.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="reference">What was played.</param>
    /// <param name="alike">Indices of the markers that it may be; at least one.</param>
    /// <param name="frame">Where it begins.</param>
    public static int? Which(CaptureSamples samples, int channel, ReferenceSound reference, IReadOnlyList<int> alike, long frame)
    {
        if (alike.Count == 1)
            return alike[0];
        var fits = alike.Select(marker => (Marker: marker, Fit: Fit(samples, channel, reference, reference.Markers[marker], frame)))
            .OrderByDescending(f => f.Fit).ToArray();
        return fits[0].Fit > LeastLead * fits[1].Fit ? fits[0].Marker : null;
    }

    /// <summary>
    /// Blocks that sound both in capture and stimulus over those that sound in either, 0 … 1, within the length of a stimulus before and
    /// after the marker; 0 where too little but the marker sounds in both.
    /// </summary>
    private static double Fit(CaptureSamples samples, int channel, ReferenceSound reference, MarkerTemplate marker, long frame)
    {
        var played = reference.Signal[Math.Min(channel, reference.Signal.Channels - 1)];
        var (block, length) = (new double[(int)(BlockSeconds * reference.RateHz)], marker.Samples.Length);
        var heard = new double[length];
        samples.Read(channel, frame, heard);
        var (leastPlayed, leastHeard) = (Share(marker.Samples), Share(heard));
        var (both, either, beside, reach) = (0, 0, 0, played.Length / block.Length + 1);
        for (var i = -reach; i <= reach; i++)
        {
            var offset = (long)i * block.Length;
            if (frame + offset < 0 || frame + offset + block.Length > samples.Frames)
                continue;
            samples.Read(channel, frame + offset, block);
            var sounds = InnerProduct.Energy(block) > leastHeard;
            var from = marker.Start + offset;
            var expected = from >= 0 && from + block.Length <= played.Length && InnerProduct.Energy(played.Slice((int)from, block.Length)) > leastPlayed;
            either += sounds || expected ? 1 : 0;
            both += sounds && expected ? 1 : 0;
            beside += sounds && expected && (offset < 0 || offset >= length) ? 1 : 0;
        }
        return beside >= LeastBlocks ? (double)both / either : 0;

        double Share(double[] sound) => LeastEnergy * InnerProduct.Energy(sound) * block.Length / length;
    }
}
