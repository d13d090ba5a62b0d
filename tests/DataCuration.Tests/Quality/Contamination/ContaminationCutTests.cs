using System.Text;
using DataCuration.Documents.Edits;
using DataCuration.Quality.Contamination;

namespace DataCuration.Tests.Quality.Contamination;

/// <summary>The first three are the texts and results of lm-evaluation-harness's tests of its janitor (MIT).</summary>
public sealed class ContaminationCutTests
{
    private const string Line = "This is a @line #containing a certain number of characters, 76 to be exact. ";
    private const string Head = "This is a @line #containing ";
    private const string Tail = " characters, 76 to be exact. ";

    [Theory]
    [InlineData(6, "FILTH. ", 5, 3, -1)]
    [InlineData(6, "FILTH. ", 6, 3, 3)]
    [InlineData(6, "FILTH. lots of dirty filtHy FIlTh ", 6, 3, 3)]
    public void Window_and_pieces_are_those_of_janitor(int before, string filth, int after, int linesKeptBefore, int linesKeptAfter)
    {
        string text = Repeat(before) + filth + Repeat(after);
        string expected = Repeat(linesKeptBefore) + Head + (linesKeptAfter < 0 ? "" : Tail + Repeat(linesKeptAfter));

        Cut(text, filth.Trim()).Should().Be(expected);
    }

    [Fact]
    public void Middle_piece_shorter_than_a_window_goes()
    {
        const string Filth = "FILTH. lots of dirty filtHy FIlTh ";
        string text = Repeat(6) + Filth + Repeat(6) + Filth + Repeat(6);

        Cut(text, Filth.Trim()).Should().Be(Repeat(3) + Head + Tail + Repeat(3));
    }

    [Fact]
    public void Text_in_more_than_ten_pieces_or_without_a_piece_is_too_dirty()
    {
        string eleven = string.Concat(Enumerable.Repeat(Repeat(10) + "FILTH. ", 10)) + Repeat(10);
        string ten = string.Concat(Enumerable.Repeat(Repeat(10) + "FILTH. ", 9)) + Repeat(10);

        Cut(eleven, "FILTH.").Should().BeNull();
        Cut(ten, "FILTH.").Should().NotBeNull();
        Cut("short FILTH. text", "FILTH.").Should().BeNull();
    }

    [Fact]
    public void Window_counts_characters_not_bytes()
    {
        string text = new string('é', 450) + " FILTH. " + new string('é', 450);

        Cut(text, "FILTH.").Should().Be(new string('é', 251) + new string('é', 251));
    }

    private static string Repeat(int lines) => string.Concat(Enumerable.Repeat(Line, lines));

    private static string? Cut(string text, string filth)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        List<(int, int)> spans = [];
        for (int at = text.IndexOf(filth, StringComparison.Ordinal); at >= 0; at = text.IndexOf(filth, at + 1, StringComparison.Ordinal))
        {
            spans.Add((Encoding.UTF8.GetByteCount(text.AsSpan(0, at)), Encoding.UTF8.GetByteCount(text.AsSpan(0, at + filth.Length))));
        }

        return ContaminationCut.Of(utf8, spans) is { } cuts ? Encoding.UTF8.GetString(TextEdits.Apply(utf8, cuts)) : null;
    }
}
