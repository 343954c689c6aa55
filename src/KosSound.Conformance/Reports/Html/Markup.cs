namespace KosSound.Conformance.Reports.Html;

/// <summary>Writes well-formed HTML: closes what it opened, encodes everything, and breaks lines before blocks so that two pages
/// can be compared line by line.</summary>
internal sealed class Markup(TextWriter writer)
{
    private static readonly HashSet<string> Inline =
        ["a", "abbr", "b", "bdi", "code", "data", "em", "i", "kbd", "small", "span", "strong", "sub", "text", "time", "title", "tspan", "wbr"];

    private static readonly HashSet<string> Void = ["br", "col", "hr", "input", "link", "meta", "wbr"];

    private readonly Stack<string> _open = new();

    /// <summary>Starts an element. An attribute whose value is null is left out; one whose value is empty is written as a bare name.</summary>
    public Markup Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (!Inline.Contains(element))
            writer.Write('\n');
        writer.Write('<');
        writer.Write(element);
        foreach (var (name, value) in attributes)
            Attribute(name, value);
        writer.Write('>');
        if (!Void.Contains(element))
            _open.Push(element);
        return this;
    }

    /// <summary>Ends the innermost open element.</summary>
    public Markup Close()
    {
        writer.Write("</");
        writer.Write(_open.Pop());
        writer.Write('>');
        return this;
    }

    /// <summary>Element with text only.</summary>
    public Markup Element(string element, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(element, attributes);
        return Void.Contains(element) ? this : Text(text).Close();
    }

    /// <summary>Encoded text.</summary>
    public Markup Text(string? text)
    {
        HtmlText.Encode(text, writer);
        return this;
    }

    /// <summary>A dotted or slashed name with places where it may break, so that narrow screens need not scroll.</summary>
    public Markup Name(string name)
    {
        var rest = name.AsSpan();
        while (rest.Length > 0)
        {
            var cut = rest.IndexOfAny("./_~-") + 1;
            if (cut == 0 || cut == rest.Length)
                cut = rest.Length;
            HtmlText.Encode(rest[..cut], writer);
            rest = rest[cut..];
            if (rest.Length > 0)
                Open("wbr");
        }
        return this;
    }

    /// <summary>An element whose content is ours and not to be encoded: style sheet and script.</summary>
    public Markup Asset(string element, string content)
    {
        writer.Write($"\n<{element}>");
        writer.Write(content);
        writer.Write($"</{element}>");
        return this;
    }

    /// <summary>The document type.</summary>
    public Markup Doctype()
    {
        writer.Write("<!DOCTYPE html>");
        return this;
    }

    /// <summary>Ends the document; all elements must be closed.</summary>
    public void Finish()
    {
        if (_open.Count > 0)
            throw new InvalidOperationException($"element '{_open.Peek()}' is still open");
        writer.Write('\n');
    }

    private void Attribute(string name, string? value)
    {
        if (value is null)
            return;
        writer.Write(' ');
        writer.Write(name);
        if (value.Length == 0)
            return;
        writer.Write("=\"");
        HtmlText.Encode(value, writer);
        writer.Write('"');
    }
}
