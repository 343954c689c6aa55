using System.Globalization;
using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Feeds each channel from another: swapped, doubled, mixed or dead.</summary>
public sealed record ChannelMapSettings : InPlaceSettings
{
    private const string None = "none";
    private const string Mean = "mean";

    public static StageKind Kind { get; } = new(
        "channel-map",
        "feeds each channel from another: swapped, doubled, mixed or dead",
        [Parameter.Choices("sources", [None, Mean], (0, 63), "where each channel in turn comes from: a channel, zero based, the mean of all, or none").Required()],
        values => new ChannelMapSettings { Sources = [.. values.Choices("sources")] });

    /// <summary>
    /// Where each channel in turn comes from: the number of a channel, zero based, <c>mean</c> or <c>none</c>. Channels beyond the
    /// list, and those whose source the stream does not have, keep their own.
    /// </summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new ChannelMap(this, context.Channels);

    /// <summary>The weight of every input in an output.</summary>
    private double[] WeightsOf(int output, int channels)
    {
        var source = output < Sources.Count ? Sources[output] : output.ToString(CultureInfo.InvariantCulture);
        var weights = new double[channels];
        if (source == Mean)
            Array.Fill(weights, 1.0 / channels);
        else if (source != None)
            weights[int.Parse(source, CultureInfo.InvariantCulture) is var input && input < channels ? input : output] = 1;
        return weights;
    }

    private sealed class ChannelMap(ChannelMapSettings settings, int channels) : IStage
    {
        private readonly ChannelMixer _mixer = new([.. Enumerable.Range(0, channels).Select(output => settings.WeightsOf(output, channels))]);

        public void Process(Span<double> frames, long firstFrame) => _mixer.Mix(frames);
    }
}
