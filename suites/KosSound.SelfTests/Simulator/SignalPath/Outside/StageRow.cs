using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>A device file of one stage, and the numbers it must be found to have.</summary>
/// <param name="Stage">Name of the stage, or of the key of the path, that is proven.</param>
/// <param name="Yaml">What the device file says beside its formats; <c>{at}</c> stands for a frame within the payload.</param>
/// <param name="Expected">The numbers.</param>
public sealed record StageRow(string Stage, string Yaml, IEnumerable<Expected> Expected)
{
    /// <summary>The format the device has.</summary>
    public PcmFormat Format { get; init; } = new(48_000, 24, 2);

    /// <summary>Seconds by which parts of the stimulus are longer than usual: random quantities are averaged, slow ones settle.</summary>
    public IReadOnlyList<(string Segment, double Seconds)> More { get; init; } = [];

    /// <summary>The stimulus played to it.</summary>
    public StimulusPlan Plan => OutsideEar.Plan(Format, More);

    /// <summary>The whole device file.</summary>
    public string File => FormattableString.Invariant($$"""
        playback: {sample_rates_hz: [{{Format.RateHz}}], bit_depths: [{{Format.BitDepth}}], channels: [{{Format.Channels}}]}
        recording: {sample_rates_hz: [{{Format.RateHz}}], bit_depths: [{{Format.BitDepth}}], channels: [{{Format.Channels}}]}
        {{Yaml.Replace("{at}", FormattableString.Invariant($"{EventFrame(Format)}"), StringComparison.Ordinal)}}
        """);

    /// <summary>A frame at which every channel sounds and no two frames are alike: within the payload.</summary>
    public static int EventFrame(PcmFormat format) => OutsideEar.Plan(format).Segments.Single(s => s.Kind == SegmentKind.Payload).StartFrame + 2_000;

    public static StageRow Playing(string stage, string values, params IEnumerable<Expected> expected) =>
        new(stage, $"path: {{playback: [{{{stage}: {{{values}}}}}]}}", expected);

    public static StageRow Recording(string stage, string values, params IEnumerable<Expected> expected) =>
        new(stage, $"path: {{recording: [{{{stage}: {{{values}}}}}]}}", expected);

    public override string ToString() => $"{Stage} · {Yaml}";
}
