using System.Text;
using DataCuration.Deduplication.Paragraphs;
using DataCuration.Deduplication.Repeats;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class RepeatedPieceSearchTests : IDisposable
{
    private const string Notice = "All rights reserved; no part of this page may be copied without the consent of its owner.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Later_copies_of_a_paragraph_go_with_the_blank_line_after_them()
    {
        string[] texts = ["First page.\n\n" + Notice + "\n\nIts end.\n", "Second page.\n\n" + Notice.Replace(" ", "\n ", StringComparison.Ordinal) + "\n\n\nIts end.\n"];

        Cut(new RepeatedPieceSearch(new ParagraphOptions(), _folder.Path, 1 << 20), texts).Should().Equal(texts[0], "Second page.\n\nIts end.\n");
    }

    [Fact]
    public void Short_paragraphs_and_different_ones_stay()
    {
        string[] texts = ["Its end.\n\nIts end.\n\n" + Notice, "Its end.\n\n" + Notice.ToUpperInvariant()];

        Cut(new RepeatedPieceSearch(new ParagraphOptions(), _folder.Path, 1 << 20), texts).Should().Equal(texts);
    }

    [Theory]
    [InlineData(RepeatRemoval.KeepFirst, 1, new[] { true, false, false, false })]
    [InlineData(RepeatRemoval.KeepFirst, 3, new[] { true, true, true, false })]
    [InlineData(RepeatRemoval.All, 3, new[] { false, false, false, false })]
    [InlineData(RepeatRemoval.All, 4, new[] { true, true, true, true })]
    public void Lines_may_occur_so_often(RepeatRemoval remove, int maxCopies, bool[] stays)
    {
        string[] texts = [.. Enumerable.Range(0, 4).Select(i => $"Introduction\nPage {i} says this.\nSubscribe to our  weekly letter, number {{7}}!\n")];

        string[] cut = Cut(new RepeatedPieceSearch(new LineOptions { Remove = remove, MaxCopies = maxCopies }, _folder.Path, 1 << 20), texts);

        cut.Select(text => text.Contains("Subscribe")).Should().Equal(stays);
        cut.Should().OnlyContain(text => text.StartsWith("Introduction\nPage "), "short lines repeat rightly");
    }

    [Fact]
    public void Scopes_are_not_compared()
    {
        using RepeatedPieceSearch search = new(new LineOptions(), _folder.Path, 1 << 20);
        byte[] text = Encoding.UTF8.GetBytes(Notice);
        foreach ((int row, ulong scope) in new[] { (0, 5UL), (1, 7UL), (2, 5UL) })
        {
            search.Add(Id(row), text, search.Find(text, scope));
        }

        search.Resolve(CancellationToken.None).Should().ContainSingle().Which.Should().Match<DocumentRepeats>(found => found.Row == 2 && found.Spans[0].Twin == Id(0));
    }

    /// <summary>The rule of DCLM's filter: a paragraph goes when more than 0.8 of its 13-grams were there, and enters the filter otherwise.</summary>
    [Fact]
    public void Filter_removes_paragraphs_that_it_has_seen_and_whole_documents_of_them()
    {
        string[] words = [.. Enumerable.Range(0, 60).Select(i => "word" + i)];
        string paragraph = string.Join(' ', words), half = string.Join(' ', words[..30]) + " " + string.Join(' ', words[..30].Select(word => "other" + word));
        string[] texts =
        [
            paragraph,
            paragraph + "\n" + string.Join(' ', words.Select(word => word + "x")) + "\n" + string.Join(' ', words.Select(word => word + "y")),
            half,
            "too short to be judged, and so it stays\n" + paragraph,
        ];

        string[] cut = Cut(new SeenParagraphSearch(new ParagraphOptions { Mode = ParagraphMode.Bff }, 1 << 20), texts);

        cut[0].Should().Be(paragraph);
        cut[1].Should().Be(texts[1][(paragraph.Length + 1)..], "one of three paragraphs goes");
        cut[2].Should().Be(half, "18 of its 48 n-grams are old");
        cut[3].Should().BeEmpty("all n-grams of the document are old");
    }

    [Fact]
    public void Filter_that_is_too_small_says_so()
    {
        string text = string.Join(' ', Enumerable.Range(0, 500).Select(i => "word" + i));

        Action overfill = () => Cut(new SeenParagraphSearch(new ParagraphOptions { Mode = ParagraphMode.Bff, Keys = 100 }, 1 << 20), [text]);
        Action outgrow = () => Cut(new SeenParagraphSearch(new ParagraphOptions { Mode = ParagraphMode.Bff, Keys = 1 << 24 }, 1 << 20), [text]);

        overfill.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC2170");
        outgrow.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC2171");
    }

    private static DocumentId Id(int row) => DocumentId.Create("test", "file", row);

    private static string[] Cut(IRepeatedTextSearch search, string[] texts)
    {
        byte[][] bytes = [.. texts.Select(Encoding.UTF8.GetBytes)];
        if (search.Counts)
        {
            Array.ForEach(bytes, text => search.Count(text));
        }

        for (int row = 0; row < bytes.Length; row++)
        {
            search.Add(Id(row), bytes[row], search.Find(bytes[row], 0));
        }

        string[] cut = [.. texts];
        foreach (DocumentRepeats document in search.Resolve(CancellationToken.None))
        {
            cut[document.Row] = Encoding.UTF8.GetString(TextEdits.Apply(bytes[document.Row], TextEdits.Merge(search.ToEdits(bytes[document.Row], document.Spans))));
        }

        search.Dispose();
        return cut;
    }
}
