using System.Globalization;

namespace KosSound.Conformance.Waivers;

/// <summary>Firmware versions a waiver holds for: from (inclusive) up to but not including below; an open end is null.</summary>
public sealed record FirmwareRange(string? From, string? Below)
{
    /// <summary>True when both ends are open, or when the version is known and lies between them.</summary>
    public bool Contains(string? firmware)
    {
        if (From is null && Below is null)
            return true;
        return firmware is not null && (From is null || Compare(firmware, From) >= 0) && (Below is null || Compare(firmware, Below) < 0);
    }

    /// <summary>Orders versions by their parts between dots, hyphens, underscores and plus signs: numbers as numbers, the rest as text, a number
    /// after text, a missing part before any other, so that 1.9 &lt; 1.10 &lt; 1.10-a &lt; 1.10.1.</summary>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        char[] separators = ['.', '-', '_', '+'];
        var (a, b) = (left.Split(separators), right.Split(separators));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            if (i >= a.Length || i >= b.Length)
                return a.Length.CompareTo(b.Length);
            if (ComparePart(a[i], b[i]) is not 0 and var order)
                return order;
        }

        return 0;
    }

    private static int ComparePart(string a, string b)
    {
        var aIsNumber = ulong.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var aNumber);
        var bIsNumber = ulong.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var bNumber);
        return (aIsNumber, bIsNumber) switch
        {
            (true, true) => aNumber.CompareTo(bNumber),
            (false, false) => Math.Sign(string.CompareOrdinal(a, b)),
            _ => aIsNumber.CompareTo(bIsNumber),
        };
    }
}
