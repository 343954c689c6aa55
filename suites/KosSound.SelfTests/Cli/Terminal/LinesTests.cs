using FluentAssertions;
using KosSound.Cli.Terminal;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli.Terminal;

public sealed class LinesTests
{
    [Test]
    public void A_text_goes_on_below_its_own_beginning_where_a_person_watches()
    {
        using var output = new StringWriter();

        new Lines(output, 24).Write("Failed    ", 10, "level in 12 of [12] formats");

        output.ToString().ReplaceLineEndings("\n").Should().Be("Failed    level in 12 of\n          [12] formats\n");
    }

    [Test]
    public void A_file_or_a_pipe_gets_one_line()
    {
        using var output = new StringWriter();

        new Lines(output, null).Write("Note      ", 10, new string('a', 90) + " " + new string('b', 90));

        output.ToString().TrimEnd().Should().NotContain("\n").And.HaveLength(10 + 90 + 1 + 90);
    }

    [TestCase("one", 10, "one")]
    [TestCase("one two three", 7, "one two|three")]
    [TestCase("unbreakable word", 5, "unbreakable|word")]
    public void Lines_break_between_words(string text, int width, string expected) => string.Join('|', Lines.Wrap(text, width)).Should().Be(expected);
}
