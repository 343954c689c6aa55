using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>The key by which a stage is limited to one channel.</summary>
internal static class OneChannel
{
    public static Parameter Parameter { get; } =
        Parameters.Parameter.Whole("channel", "", (0, 63), "the only channel that is hit, zero based; all unless given");

    public static int? From(ParameterValues values) => (int?)values.OptionalNumber("channel");
}
