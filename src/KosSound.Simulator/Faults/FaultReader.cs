using System.Globalization;
using System.Text.RegularExpressions;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.Faults;

/// <summary>Reads a fault as people write it on a command line or in a device file.</summary>
internal static partial class FaultReader
{
    public static Fault Read(string text)
    {
        var parts = Form().Match(text);
        if (!parts.Success)
            throw new FormatException($"'{text}' is not a fault; write NAME, NAME=VALUE or NAME=VALUE@TIME, for example zero-fill=1ms@800ms");
        var name = parts.Groups["name"].Value;
        var kind = FaultCatalog.Find(name)
            ?? throw new FormatException($"no fault is called '{name}'; there are {string.Join(", ", FaultCatalog.All.Select(kind => kind.Name))}");
        try
        {
            var fault = parts.Groups["value"].Success ? kind.Sized(Size(kind, parts.Groups["value"].Value, text)) : kind.Usual;
            return parts.Groups["time"].Success ? fault with { When = Time(kind, parts.Groups["time"].Value, text) } : fault;
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static FaultSize Size(FaultKind kind, string value, string text)
    {
        if (kind.Units.Count == 0)
            throw new FormatException($"{kind.Name} takes no value; '{text}' gives one");
        var parts = Quantity().Match(value);
        if (!parts.Success || !double.TryParse(parts.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"'{value}' in '{text}' is not a number; {string.Join(" or ", kind.Units)}");
        var unit = parts.Groups["unit"].Value;
        return FaultSize.Of(number, unit.Length > 0 ? unit : kind.Units[0].Name);
    }

    private static Schedule Time(FaultKind kind, string time, string text)
    {
        if (!kind.IsTimed)
            throw new FormatException($"{kind.Name} is there all the time; '{text}' gives a time");
        var parts = Moment().Match(time);
        if (!parts.Success || !double.TryParse(parts.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"'{time}' in '{text}' is not a time; write 800ms, 1.5s, 48000frames, every 250ms, or 2/s for random times");
        if (parts.Groups["unit"].Value == "/s")
            return number is > 0 and <= 1_000 && !parts.Groups["every"].Success
                ? new Schedule { PerSecond = number }
                : throw new FormatException($"'{time}' in '{text}' is not allowed; above 0/s and up to 1000/s");
        var moment = parts.Groups["unit"].Value switch
        {
            "frames" => Extent.Frames(number),
            "s" => Extent.Milliseconds(1_000 * number),
            _ => Extent.Milliseconds(number),
        };
        if (!parts.Groups["every"].Success)
            return new Schedule { At = [moment] };
        return number > 0 ? new Schedule { Every = moment } : throw new FormatException($"'{time}' in '{text}' is not allowed; a period is above 0");
    }

    [GeneratedRegex(@"^\s*(?<name>[a-z0-9-]+)\s*(=\s*(?<value>[^@]*?)\s*)?(@\s*(?<time>.*?)\s*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?<number>[+-]?[0-9.]+(e[+-]?[0-9]+)?)\s*(?<unit>[a-zA-Z%/]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^(?<every>every\s+)?(?<number>[0-9.]+)\s*(?<unit>ms|s|frames|/s)$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
