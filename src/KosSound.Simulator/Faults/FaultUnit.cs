using System.Globalization;

namespace KosSound.Simulator.Faults;

/// <summary>A unit the size of a fault can be given in.</summary>
/// <param name="Name">As it is written after the number, for example <c>ms</c>.</param>
/// <param name="Low">Lowest size allowed.</param>
/// <param name="High">Highest size allowed.</param>
public sealed record FaultUnit(string Name, double Low, double High)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low} … {High} {Name}");
}
