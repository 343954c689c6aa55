using System.Globalization;

namespace KosSound.Analysis.Alignment;

/// <summary>Tells from the sweeps, one channel after the other, which played channel every recorded one carries.</summary>
internal static class ChannelMapper
{
    /// <summary>A sweep that matches less than this is not the one played: noise alone stays below 0.05 at any rate.</summary>
    private const double LeastMatch = 0.08;

    /// <summary>How much louder another channel must be to be taken for the source instead of the one of the same number.</summary>
    private const double PreferenceRatio = 1.122; // 1 dB

    /// <summary>
    /// Where a capture does not hold the sweeps of all channels, its own sweep counts when it is no weaker than this against the
    /// marker: what leaks from another is.
    /// </summary>
    private const double LeastOfMarker = 0.1;

    public static AlignmentResult Complete(AlignedCapture capture)
    {
        var transfers = new SweepTransfer?[capture.Channels.Count];
        var channels = new ChannelAlignment[capture.Channels.Count];
        for (var recorded = 0; recorded < channels.Length; recorded++)
        {
            var own = Math.Min(recorded, capture.Reference.Signal.Channels - 1);
            var held = capture.IsUntimed ? [] : capture.Reference.Sweeps.Select(window => SweepTransfer.Of(capture, window, recorded)).OfType<SweepTransfer>().ToArray();
            var complete = held.Length == capture.Reference.Sweeps.Count;
            transfers[recorded] = complete ? held.MaxBy(t => Weight(t, own)) : held.FirstOrDefault(t => IsOwn(t, own, capture.Channels[recorded]));
            channels[recorded] = capture.Channels[recorded] with
            {
                Source = transfers[recorded] is { } found ? found.Window.Channel : own,
                Gains = complete && held.Length > 0 ? Gains(held, capture.Reference.Signal.Channels) : [],
            };
        }
        return IsStranger(capture, transfers) is { } reason
            ? AlignmentResult.Unheard(reason)
            : new AlignmentResult { Capture = capture.With(channels, transfers) };
    }

    private static double[] Gains(SweepTransfer[] held, int played)
    {
        var gains = new double[played];
        foreach (var transfer in held)
            gains[transfer.Window.Channel] = transfer.Gain;
        return gains;
    }

    private static bool IsOwn(SweepTransfer transfer, int own, ChannelAlignment channel) =>
        transfer.Window.Channel == own && transfer.Gain >= LeastOfMarker * Math.Abs(channel.MarkerGain);

    private static double Weight(SweepTransfer transfer, int own) =>
        transfer.Gain * (transfer.Window.Channel == own ? PreferenceRatio : 1);

    /// <summary>Markers alone are alike in many stimuli: if no sweep matches, something else was played.</summary>
    private static string? IsStranger(AlignedCapture capture, SweepTransfer?[] transfers)
    {
        var matches = transfers.Where(t => t is not null && capture.Channels[t.Recorded].Heard).Select(t => t!.Match(capture.Reference)).ToArray();
        return matches.Length > 0 && matches.Max() < LeastMatch
            ? string.Create(CultureInfo.InvariantCulture,
                $"the stimulus is not the one played: markers are found, but its sweeps are not (best correlation {matches.Max():F3}, at least {LeastMatch} is needed)")
            : null;
    }
}
