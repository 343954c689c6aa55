using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Verdicts;

/// <summary>Dropout events in words.</summary>
public static class DropoutText
{
    private const int NamedEvents = 3;
    private const double LeastPlusMinusSeconds = 1e-4;

    /// <summary>Kebab-case name of a kind, for example <c>zero-fill</c>.</summary>
    public static string Kind(DropoutKind kind) => kind switch
    {
        DropoutKind.ZeroFill => "zero-fill",
        DropoutKind.LostStart => "lost-start",
        DropoutKind.LostEnd => "lost-end",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The first few events with length, time and channel, and how many more there are.</summary>
    public static string Summary(IReadOnlyList<EventRecord> events, int rateHz)
    {
        ArgumentNullException.ThrowIfNull(events);
        var named = events.Take(NamedEvents).Select(e => One(e, rateHz));
        var more = events.Count > NamedEvents ? $", and {events.Count - NamedEvents} more" : "";
        return string.Join(", ", named) + more;
    }

    private static string One(EventRecord e, int rateHz)
    {
        var channel = e.Channel is { } c ? string.Create(CultureInfo.InvariantCulture, $" in channel {c}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{e.Kind} of {e.Frames} frames ({1000.0 * e.Frames / rateHz:0.###} ms) at {Place(e.AtSeconds, e.PlusMinusSeconds)}{channel}");
    }

    /// <summary>A time, with what it is off by at most where that is 0.1 ms or more.</summary>
    public static string Place(double seconds, double? plusMinusSeconds) => plusMinusSeconds is >= LeastPlusMinusSeconds and { } most
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0000} ± {most:0.0000} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0000} s");
}
