using System.Globalization;
using System.Text;

namespace KosSound.Conformance.Reports;

/// <summary>Makes text of any origin safe for readers that trip over control characters.</summary>
public static class VisibleText
{
    /// <summary>Spells control characters (tab and line feed excepted), U+FFFE, U+FFFF and lone surrogates as <c>\uXXXX</c>: XML 1.0
    /// forbids them even in CDATA. Carriage returns, which XML readers drop, become part of the line feed or are spelled too.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unified = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var visible = new StringBuilder(unified.Length);
        for (var i = 0; i < unified.Length; i++)
        {
            if (char.IsHighSurrogate(unified[i]) && i + 1 < unified.Length && char.IsLowSurrogate(unified[i + 1]))
                visible.Append(unified[i]).Append(unified[++i]);
            else if (IsIllegal(unified[i]))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unified[i]:X4}");
            else
                visible.Append(unified[i]);
        }

        return visible.ToString();
    }

    /// <summary>As <see cref="Escape"/>, on one line: tabs and line feeds become spaces.</summary>
    public static string OneLine(string text) => Escape(text).Replace('\n', ' ').Replace('\t', ' ').Trim();

    private static bool IsIllegal(char c) => (char.IsControl(c) && c is not ('\t' or '\n')) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF';
}
