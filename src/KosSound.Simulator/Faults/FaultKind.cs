using KosSound.Simulator.Descriptions;

namespace KosSound.Simulator.Faults;

/// <summary>One way in which a device can be broken, and what has to find it.</summary>
public sealed record FaultKind
{
    /// <summary>Stable name, kebab-case.</summary>
    public required string Name { get; init; }

    /// <summary>What the device does wrong.</summary>
    public required string Description { get; init; }

    /// <summary>Units its size can be given in, the one of a bare number first; empty for a fault without size.</summary>
    public IReadOnlyList<FaultUnit> Units { get; init; } = [];

    /// <summary>The size it has unless one is given.</summary>
    public FaultSize Default { get; init; } = FaultSize.Any;

    /// <summary>Smallest size that must be found where captured samples can equal played ones; null when none is claimed.</summary>
    public FaultSize? SmallestDigital { get; init; }

    /// <summary>The same with samples of 24 bit, where that is smaller; null where it is not.</summary>
    public FaultSize? SmallestDeep { get; init; }

    /// <summary>Smallest size that must be found over a wire of 60 dB signal to noise; null when none is claimed.</summary>
    public FaultSize? SmallestElectrical { get; init; }

    /// <summary>Smallest size that must be found from speaker to microphone at 20 dB; null when none is claimed.</summary>
    public FaultSize? SmallestAcoustic { get; init; }

    /// <summary>Ids of the metrics, or of the contract's clauses, that find it, the most telling first; empty when <see cref="Allowed"/> says why nothing may.</summary>
    public required IReadOnlyList<string> FoundBy { get; init; }

    /// <summary>Why a device may be like this, so that no test fails for it; null for a fault.</summary>
    public string? Allowed { get; init; }

    /// <summary>Whether it happens at some moment, so that a time or times can be given.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Breaks a device.</summary>
    public required Func<DeviceDescription, Fault, DeviceDescription> Break { get; init; }

    /// <summary>The fault at its usual size.</summary>
    public Fault Usual => new(this, Default);

    /// <summary>The fault at a given size.</summary>
    /// <exception cref="ArgumentException">The size is outside the range of its unit, or the unit is none of the fault's.</exception>
    public Fault Sized(FaultSize size)
    {
        if (size.Value is { } value)
        {
            var unit = Units.FirstOrDefault(unit => unit.Name.Equals(size.Unit, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"{Name} has no size in '{size.Unit}'{(Units.Count > 0 ? "; units are " + string.Join(", ", Units.Select(u => u.Name)) : "")}");
            size = size with { Unit = unit.Name };
            if (!(value >= unit.Low && value <= unit.High))
                throw new ArgumentException($"{Name}={size} is not allowed; {unit}");
        }
        return new Fault(this, size.Value is null ? Default : size);
    }

    public override string ToString() => Name;
}
