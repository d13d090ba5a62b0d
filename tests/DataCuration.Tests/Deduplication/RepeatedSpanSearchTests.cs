using System.Text;
using DataCuration.Deduplication.Repeats;
using DataCuration.Deduplication.Substrings;
using DataCuration.Documents;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class RepeatedSpanSearchTests : IDisposable
{
    private const string Separator = "\u2029";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Banana_with_three_code_points_is_covered_from_one_to_five()
    {
        IReadOnlyList<DocumentRepeats> found = Search(CodePoints(3, RepeatRemoval.All), ["banana"]);

        found.Single().Spans.Should().Equal(new RepeatedSpan(1, 5, 5, Id(0), 0));
    }

    /// <summary>X1 of Lee et al.: what a suffix array with its longest common prefixes says, over several texts, with no window across two of them.</summary>
    [Fact]
    public void All_copies_are_those_of_a_suffix_array()
    {
        Random random = new(5);
        for (int trial = 0; trial < 400; trial++)
        {
            int length = random.Next(2, 7);
            string[] texts = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomText(random, random.Next(1, 60), 3))];

            string covered = Draw(Covered(texts, Search(CodePoints(length, RepeatRemoval.All), texts)));

            covered.Should().Be(Draw(SuffixArrayCover(texts, length)), $"trial {trial}: {string.Join('|', texts)}, {length}");
        }
    }

    [Fact]
    public void Equal_hashes_of_different_text_change_nothing()
    {
        Random random = new(9);
        long collisions = 0;
        foreach (RepeatRemoval removal in new[] { RepeatRemoval.All, RepeatRemoval.KeepFirst })
        {
            for (int trial = 0; trial < 60; trial++)
            {
                string[] texts = [.. Enumerable.Range(0, 4).Select(_ => RandomText(random, 60, 3))];
                using RepeatedSpanSearch narrow = new(CodePoints(4, removal), _folder.Path, 1 << 24, 1 << 10, hashBits: 4);

                IReadOnlyList<DocumentRepeats> found = Run(narrow, texts);

                collisions += narrow.CollisionCount;
                string.Join('\n', found.Select(Places)).Should().Be(string.Join('\n', Search(CodePoints(4, removal), texts).Select(Places)));
            }
        }

        collisions.Should().BeGreaterThan(1000, "four bits must collide, or the test shows nothing");
    }

    [Fact]
    public void Run_of_fifty_words_is_found_exactly_and_one_of_forty_nine_is_not()
    {
        string[] words = Words("shared", 50);
        string[] fifty = [Join(Words("a", 20), words, Words("b", 7)), Join(Words("c", 3), words, Words("d", 30))];
        string[] fortyNine = [Join(Words("a", 20), words[..49], Words("b", 7)), Join(Words("c", 3), words[..49], Words("d", 30))];

        IReadOnlyList<DocumentRepeats> found = Search(new SubstringOptions { Remove = RepeatRemoval.All }, fifty);

        found.Select(document => document.Row).Should().Equal(0, 1);
        for (int i = 0; i < 2; i++)
        {
            RepeatedSpan span = found[i].Spans.Single();
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(fifty[i]).AsSpan(span.Start, span.Length)).Should().Be(string.Join(' ', words));
            span.Units.Should().Be(50);
            span.Twin.Should().Be(Id(1 - i));
        }

        Search(new SubstringOptions { Remove = RepeatRemoval.All }, fortyNine).Should().BeEmpty();
        Search(new SubstringOptions(), fifty).Select(document => document.Row).Should().Equal([1], "the first copy stays");
    }

    [Fact]
    public void Run_across_two_documents_is_none()
    {
        string[] words = Words("shared", 50);

        Search(new SubstringOptions(), [Join(words), Join(words[..25]), Join(words[25..])]).Should().BeEmpty();
    }

    [Fact]
    public void White_space_between_words_does_not_count()
    {
        string[] words = Words("shared", 50);

        Search(new SubstringOptions(), [string.Join(' ', words), string.Join("\r\n ", words)]).Single().Row.Should().Be(1);
    }

    [Fact]
    public void Han_text_is_counted_in_characters()
    {
        string shared = string.Concat(Enumerable.Range(0, 60).Select(i => (char)(0x4E00 + (i * 37))));

        RepeatedSpan span = Search(new SubstringOptions { MinLength = 60 }, ["天地玄黄" + shared, "宇宙洪荒" + shared + "日月"]).Single().Spans.Single();

        span.Should().Be(new RepeatedSpan(12, 180, 60, Id(0), 0));
    }

    [Theory]
    [InlineData(RepeatRemoval.All)]
    [InlineData(RepeatRemoval.KeepFirst)]
    public void Second_pass_finds_nothing_and_the_first_copy_loses_no_text(RepeatRemoval removal)
    {
        Random random = new(13);
        for (int trial = 0; trial < 100; trial++)
        {
            int length = random.Next(2, 6);
            string[] texts = [.. Enumerable.Range(0, 5).Select(_ => RandomText(random, 50, 3, "äß水😀"))];
            SubstringOptions options = CodePoints(length, removal) with { Separator = Separator };
            IReadOnlyList<DocumentRepeats> found = Search(options, texts);

            string[] cut = Cut(texts, found, options);

            cut.Should().NotContain(text => text.Contains('\uFFFD'));
            Search(options, cut).Should().BeEmpty($"trial {trial}: {string.Join('|', texts)} -> {string.Join('|', cut)}");
            if (removal == RepeatRemoval.KeepFirst)
            {
                // Whatever window the texts had, its first occurrence's characters are all still somewhere.
                cut.SelectMany(text => text.EnumerateRunes()).Should().Contain(texts.SelectMany(text => text.EnumerateRunes()).Distinct());
                Search(options, texts).Sum(document => document.Spans.Sum(span => span.Length)).Should().BeLessThanOrEqualTo(
                    Search(options with { Remove = RepeatRemoval.All }, texts).Sum(document => document.Spans.Sum(span => span.Length)));
            }
        }
    }

    [Fact]
    public void Keeping_the_first_leaves_one_whole_copy_of_what_repeats_itself()
    {
        SubstringOptions options = CodePoints(3, RepeatRemoval.KeepFirst) with { Separator = "" };
        string[] texts = ["aaaaaa", "xyzxyzxyz"];

        Cut(texts, Search(options, texts), options).Should().Equal("aaa", "xyz");
    }

    [Theory]
    [InlineData(SpanSnap.None, "XX YY ong end. Second one is here. Third st ZZ")]
    [InlineData(SpanSnap.Word, "end. Second one is here. Third")]
    [InlineData(SpanSnap.Sentence, "Second one is here.")]
    public void Span_shrinks_to_whole_pieces(SpanSnap snap, string expected)
    {
        const string Shared = "ong end. Second one is here. Third st";
        string first = "A str" + Shared + "ays here.", second = "A w" + Shared + "ops there.";

        RepeatedSpan span = Search(CodePoints(20, RepeatRemoval.KeepFirst) with { Snap = snap }, [first, second]).Single().Spans.Single();

        string found = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(second).AsSpan(span.Start, span.Length));
        (snap == SpanSnap.None ? "XX YY " + found + " ZZ" : found.Trim()).Should().Be(expected);
    }

    [Fact]
    public void Lines_are_cut_whole()
    {
        const string Shared = "tail of a line\nthe whole second line\nbegin";
        SubstringOptions options = CodePoints(30, RepeatRemoval.KeepFirst) with { Snap = SpanSnap.Line };
        string[] texts = ["one " + Shared + " one", "two " + Shared + " two"];

        Cut(texts, Search(options, texts), options)[1].Should().NotContain("whole second").And.StartWith("two tail of a line").And.EndWith("begin two");
    }

    [Fact]
    public void Memory_and_threads_change_nothing()
    {
        Random random = new(21);
        string[] phrases = [.. Enumerable.Range(0, 40).Select(i => string.Join(' ', Words("p" + i + "x", 60)))];
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => string.Join(' ', Words("t" + i + "x", 30)) + " " + phrases[random.Next(40)] + " " + phrases[random.Next(40)])];

        List<string> large = [.. Search(new SubstringOptions(), texts).Select(Places)];
        using RepeatedSpanSearch small = new(new SubstringOptions(), Path.Combine(_folder.Path, "small"), 1 << 16, 1 << 10);
        Parallel.ForEach(texts, text => small.Count(Encoding.UTF8.GetBytes(text)));

        List<string> found = [.. Resolve(small, texts).Select(Places)];

        large.Should().HaveCountGreaterThan(300);
        found.Should().Equal(large);
    }

    private static SubstringOptions CodePoints(int length, RepeatRemoval removal) => new() { Unit = SubstringUnit.CodePoints, MinLength = length, Remove = removal };

    private static DocumentId Id(int row) => DocumentId.Create("test", "file", row);

    private static string Places(DocumentRepeats document) => $"{document.Row}: {string.Join(", ", document.Spans.Select(span => $"{span.Start}+{span.Length}"))}";

    private static string[] Words(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => prefix + i)];

    private static string Join(params string[][] words) => string.Join(' ', words.SelectMany(each => each));

    private static string RandomText(Random random, int length, int alphabet, string others = "") =>
        string.Concat(Enumerable.Range(0, length).Select(_ => others.Length > 0 && random.Next(6) == 0
            ? others.EnumerateRunes().ElementAt(random.Next(others.EnumerateRunes().Count())).ToString()
            : ((char)('a' + random.Next(alphabet))).ToString()));

    private IReadOnlyList<DocumentRepeats> Search(SubstringOptions options, string[] texts)
    {
        using RepeatedSpanSearch search = new(options, _folder.Path, 1 << 24, texts.Sum(text => text.Length));
        return Run(search, texts);
    }

    private static List<DocumentRepeats> Run(RepeatedSpanSearch search, string[] texts)
    {
        foreach (string text in texts)
        {
            search.Count(Encoding.UTF8.GetBytes(text));
        }

        return Resolve(search, texts);
    }

    private static List<DocumentRepeats> Resolve(RepeatedSpanSearch search, string[] texts)
    {
        for (int row = 0; row < texts.Length; row++)
        {
            byte[] text = Encoding.UTF8.GetBytes(texts[row]);
            search.Add(Id(row), text, search.Find(text, 0));
        }

        return [.. search.Resolve(CancellationToken.None)];
    }

    private static string[] Cut(string[] texts, IReadOnlyList<DocumentRepeats> found, SubstringOptions options)
    {
        string[] cut = [.. texts];
        foreach (DocumentRepeats document in found)
        {
            byte[] text = Encoding.UTF8.GetBytes(texts[document.Row]);
            cut[document.Row] = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(
                TextEdits.Apply(text, TextEdits.Merge(RepeatEdits.Of(text, document.Spans, "test", options.Separator))));
        }

        return cut;
    }

    private static string Draw(bool[][] covered) => string.Join('|', covered.Select(text => string.Concat(text.Select(isCovered => isCovered ? '#' : '.'))));

    private static bool[][] Covered(string[] texts, IReadOnlyList<DocumentRepeats> found)
    {
        bool[][] covered = [.. texts.Select(text => new bool[text.Length])];
        foreach (DocumentRepeats document in found)
        {
            foreach (RepeatedSpan span in document.Spans)
            {
                Array.Fill(covered[document.Row], true, span.Start, span.Length);
            }
        }

        return covered;
    }

    private static bool[][] SuffixArrayCover(string[] texts, int length)
    {
        string all = string.Concat(texts.Select((text, i) => text + (char)(0xE000 + i)));
        int[] suffixes = [.. Enumerable.Range(0, all.Length).OrderBy(i => all[i..], StringComparer.Ordinal)];
        bool[] covered = new bool[all.Length];
        for (int i = 1; i < suffixes.Length; i++)
        {
            int common = 0, a = suffixes[i - 1], b = suffixes[i];
            while (a + common < all.Length && b + common < all.Length && all[a + common] == all[b + common])
            {
                common++;
            }

            if (common >= length)
            {
                Array.Fill(covered, true, a, common);
                Array.Fill(covered, true, b, common);
            }
        }

        int start = 0;
        return [.. texts.Select(text => covered[start..((start += text.Length + 1) - 1)])];
    }
}
