using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Events;

/// <summary>When something happens in a stream: at set times, periodically, or at random as by a Poisson process.</summary>
public sealed record Schedule
{
    /// <summary>One second into the stream.</summary>
    public static Schedule Default { get; } = new() { At = [Extent.Milliseconds(1_000)] };

    /// <summary>The keys a device file sets a schedule with.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Numbers("at_ms", "ms", (0, 86_400_000), "times of the events from the start of the stream; 1000 unless another way is chosen"),
        Parameter.Numbers("at_frames", "frames", (0, 1e12), "the same in frames"),
        Parameter.Number("every_ms", "ms", (1, 86_400_000), "distance of periodic events, the first after half of it"),
        Parameter.Number("per_second", "1/s", (1e-6, 1_000), "mean number of events per second, at random times"),
    ];

    /// <summary>Set times from the start of the stream.</summary>
    public IReadOnlyList<Extent> At { get; init; } = [];

    /// <summary>Distance of periodic events, the first after half of it; null for none.</summary>
    public Extent? Every { get; init; }

    /// <summary>Mean number of random events per second; null for none.</summary>
    public double? PerSecond { get; init; }

    /// <summary>A schedule from values read.</summary>
    /// <exception cref="ArgumentException">More than one way of setting it.</exception>
    public static Schedule From(ParameterValues values)
    {
        var ways = Parameters.Select(parameter => parameter.Key).Where(values.Has).ToArray();
        return ways switch
        {
            [] => Default,
            ["at_ms"] => new Schedule { At = [.. values.Numbers("at_ms", []).Select(Extent.Milliseconds)] },
            ["at_frames"] => new Schedule { At = [.. values.Numbers("at_frames", []).Select(Extent.Frames)] },
            ["every_ms"] => new Schedule { Every = Extent.Milliseconds(values.Number("every_ms", 0)) },
            ["per_second"] => new Schedule { PerSecond = values.Number("per_second", 0) },
            _ => throw new ArgumentException($"one of {string.Join(", ", ways)} is enough to say when"),
        };
    }

    /// <summary>Starts the schedule for one stream.</summary>
    public EventClock Start(StageContext context) => new(this, context);
}
