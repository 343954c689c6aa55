using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Events;

/// <summary>The keys by which the length of an event is set.</summary>
internal static class Lengths
{
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Number("length_ms", "ms", (0.001, 60_000), "length of an event"),
        Parameter.Whole("length_frames", "frames", (1, 10_000_000), "the same in frames"),
    ];

    /// <exception cref="ArgumentException">Both keys are there.</exception>
    public static Extent From(ParameterValues values, Extent fallback)
    {
        if (values.Has("length_ms") && values.Has("length_frames"))
            throw new ArgumentException("one of length_ms, length_frames is enough");
        return values.OptionalNumber("length_frames") is { } frames ? Extent.Frames(frames)
            : values.OptionalNumber("length_ms") is { } ms ? Extent.Milliseconds(ms)
            : fallback;
    }
}
