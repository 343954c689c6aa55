using System.Buffers;
using System.Globalization;

namespace KosSound.Conformance.Reports.Html;

/// <summary>The one encoder of the HTML pages: whatever comes from outside (names, messages, devices) passes through here.</summary>
internal static class HtmlText
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => NeedsAttention(c))]);

    /// <summary>Writes text so that it is safe in element content and in quoted attribute values. Markup characters become
    /// entities; characters that would be invisible, reorder the line or break a parser become a visible <c>\u001B</c>.</summary>
    public static void Encode(ReadOnlySpan<char> text, TextWriter writer)
    {
        while (true)
        {
            var at = text.IndexOfAny(Suspicious);
            if (at < 0)
            {
                writer.Write(text);
                return;
            }
            writer.Write(text[..at]);
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                writer.Write(text.Slice(at, 2));
                at++;
            }
            else
            {
                Escape(text[at], writer);
            }
            text = text[(at + 1)..];
        }
    }

    private static void Escape(char c, TextWriter writer)
    {
        switch (c)
        {
            case '&': writer.Write("&amp;"); break;
            case '<': writer.Write("&lt;"); break;
            case '>': writer.Write("&gt;"); break;
            case '"': writer.Write("&quot;"); break;
            case '\'': writer.Write("&#39;"); break;
            default:
                writer.Write("\\u");
                writer.Write(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                break;
        }
    }

    private static bool NeedsAttention(char c) =>
        c is '&' or '<' or '>' or '"' or '\'' || char.IsSurrogate(c) || IsTreacherous(c);

    // Controls, non-characters, byte-order marks, zero-width characters, line separators and bidirectional overrides.
    private static bool IsTreacherous(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || c is (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
            or '\u061C' or '\uFEFF' or '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF') or (>= '\uFFF9' and <= '\uFFFB');
}
