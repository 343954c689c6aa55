using System.Text;

namespace KosSound.Conformance.Reports.Summary;

/// <summary>Puts text of any origin into Markdown tables.</summary>
internal static class Markdown
{
    /// <summary>One line without effect as Markdown or HTML.</summary>
    public static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in VisibleText.OneLine(text))
        {
            if (c is '<' or '>' or '&')
                safe.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '!' or '~')
                safe.Append('\\').Append(c);
            else
                safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>Code in a table cell; a bar, which would end the cell, and a backtick, which would end the code, are shown as look-alikes.</summary>
    public static string Code(string text) => $"`{VisibleText.OneLine(text).Replace('`', 'ˋ').Replace("|", "\\|", StringComparison.Ordinal)}`";
}
