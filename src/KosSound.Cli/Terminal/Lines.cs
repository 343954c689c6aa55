using System.Text;
using Spectre.Console;

namespace KosSound.Cli.Terminal;

/// <summary>Writes lines: wrapped between words and indented where a person watches, as they are where a file or a pipe takes them.</summary>
internal sealed class Lines
{
    private const int Narrowest = 40;
    private readonly IAnsiConsole _console;
    private readonly int? _width;

    /// <param name="output">The terminal's own stream, or what it is redirected to.</param>
    /// <param name="width">Columns of the terminal; null where there is none.</param>
    public Lines(TextWriter output, int? width)
    {
        Output = output;
        _width = width;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new PlainWidthOutput(output), ColorSystem = ColorSystemSupport.Detect });
    }

    /// <summary>Where they go.</summary>
    public TextWriter Output { get; }

    /// <summary>Columns of the terminal standard output goes to; null when it goes elsewhere, or says none.</summary>
    public static int? TerminalWidth()
    {
        if (Console.IsOutputRedirected)
            return null;
        try
        {
            return Console.WindowWidth >= Narrowest ? Console.WindowWidth : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A line in Spectre's markup, short enough for any terminal.</summary>
    public void Write(string markup) => _console.MarkupLine(markup);

    /// <summary>A text of any length behind a head; what does not fit goes on below the text's beginning.</summary>
    /// <param name="head">In markup.</param>
    /// <param name="indent">Columns the head takes.</param>
    /// <param name="text">Without markup.</param>
    /// <param name="style">Style of the text; none when empty.</param>
    public void Write(string head, int indent, string text, string style = "")
    {
        var lines = Wrap(text, _width is { } width ? width - indent : int.MaxValue);
        for (var i = 0; i < lines.Count; i++)
        {
            var shown = Markup.Escape(lines[i]);
            Write((i == 0 ? head : new string(' ', indent)) + (style.Length == 0 ? shown : $"[{style}]{shown}[/]"));
        }
    }

    /// <summary>Breaks a text between words; a word longer than a line stays whole.</summary>
    internal static IReadOnlyList<string> Wrap(string text, int width)
    {
        if (text.Length <= width)
            return [text];
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        return [.. lines, line.ToString()];
    }

    // Wrapping is done here: a pipe must not be folded at 80 columns.
    private sealed class PlainWidthOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _inner = new(writer);

        public TextWriter Writer => _inner.Writer;

        public bool IsTerminal => _inner.IsTerminal;

        public int Width => int.MaxValue / 2;

        public int Height => _inner.Height;

        public void SetEncoding(Encoding encoding) => _inner.SetEncoding(encoding);
    }
}
