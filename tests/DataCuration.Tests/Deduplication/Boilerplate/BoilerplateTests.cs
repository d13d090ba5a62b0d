using System.Text;
using DataCuration.Deduplication.Boilerplate;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Edits;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication.Boilerplate;

public sealed class BoilerplateTests : IDisposable
{
    private static readonly BoilerplateOptions Options = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>100 pages: three lines on all, one on 35, one on 25, the last two in the middle of the page.</summary>
    [Fact]
    public void Lines_on_a_third_of_a_domains_pages_go_and_those_on_a_quarter_stay()
    {
        BoilerplateLines lines = Count([.. Enumerable.Range(0, 100).Select(i => ("example.com", Page(i)))]);
        BoilerplateFinder finder = new(lines, Options);

        byte[] page = Page(7);
        BoilerplateFinds finds = finder.Find("example.com", page);

        finds.Lines.Should().Be(4);
        finds.IsTemplate.Should().BeFalse();
        finds.Edits!.Sum(edit => Encoding.UTF8.GetString(page, edit.Start, edit.Length).TrimEnd('\n').Split('\n').Length).Should().Be(4);
        string rest = Encoding.UTF8.GetString(TextEdits.Apply(page, TextEdits.Merge(finds.Edits!)));
        rest.Should().NotContain("Home").And.NotContain("Contact").And.NotContain("rights").And.NotContain("Related").And.Contain("Weather").And.Contain("Unique opening of article h");
        finder.Find("other.org", page).Lines.Should().Be(0);
    }

    [Fact]
    public void A_page_of_nothing_but_template_lines_is_marked_and_not_emptied()
    {
        BoilerplateFinder finder = new(Count([.. Enumerable.Range(0, 100).Select(i => ("example.com", Page(i)))]), Options);

        BoilerplateFinds finds = finder.Find("example.com", "Home\nContact\nAll rights reserved"u8);

        finds.IsTemplate.Should().BeTrue();
        finds.Edits.Should().BeEmpty();
        finds.Share.Should().Be(1);
    }

    [Fact]
    public void Domains_of_few_pages_are_untouched()
    {
        BoilerplateLines lines = Count([.. Enumerable.Range(0, 9).Select(i => ("small.org", Page(i))), ("single.net", "Home\nHome\nHome\nHome\nHome\nHome"u8.ToArray())]);

        lines.Count.Should().Be(0);
    }

    [Fact]
    public void A_rarer_line_goes_only_near_the_ends()
    {
        (string, byte[])[] pages = [.. Enumerable.Range(0, 100).Select(i => ("example.com", Text(i % 10 == 0 ? ["Subscribe now", .. Own(i, 9)] : Own(i, 10))))];
        BoilerplateFinder finder = new(Count(pages), Options);

        finder.Find("example.com", Text(["Subscribe now", .. Own(500, 9)])).Lines.Should().Be(1);
        finder.Find("example.com", Text([.. Own(500, 8), "Subscribe now", "The end of page x"])).Lines.Should().Be(1);
        finder.Find("example.com", Text([.. Own(500, 5), "Subscribe now", .. Own(501, 5)])).Lines.Should().Be(0);
    }

    [Fact]
    public void Case_space_and_digits_make_no_other_line()
    {
        BoilerplateLines lines = Count([.. Enumerable.Range(0, 20).Select(i => ("example.com", Text([$"  Page {i + 10}\tof  99 ", .. Own(i, 5)])))]);

        new BoilerplateFinder(lines, Options).Find("EXAMPLE.com", Text(["PAGE 07 OF 12", .. Own(900, 5)])).Lines.Should().Be(1);
    }

    [Fact]
    public void The_count_depends_on_neither_order_nor_memory_and_a_file_gives_it_back()
    {
        (string, byte[])[] pages = [.. Enumerable.Range(0, 300).Select(i => ($"site{i % 3}.com", Page(i)))];
        BoilerplateOptions capped = Options with { MaxPages = 40 };

        byte[] expected = Bytes(Count(pages, capped));

        Bytes(Count([.. pages.Reverse()], capped)).Should().Equal(expected);
        string path = _folder.Write("lines.bin", "");
        File.WriteAllBytes(path, expected);
        Bytes(BoilerplateLines.Read(path)).Should().Equal(expected);
        expected[^1] ^= 1;
        File.WriteAllBytes(path, expected);
        FluentActions.Invoking(() => BoilerplateLines.Read(path)).Should().Throw<DiagnosticException>().Which.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("DC1072");
    }

    [Fact]
    public void More_lines_than_memory_allows_are_refused() =>
        FluentActions.Invoking(() => Count([.. Enumerable.Range(0, 100).Select(i => ("example.com", Page(i)))], maxLines: 3)).Should().Throw<InvalidOperationException>();

    private static byte[] Page(int i)
    {
        string number = string.Concat(i.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
        return Text(
        [
            "Home", "Contact", $"Unique opening of article {number}", $"Second paragraph of {number}, which is long enough to matter to anyone",
            i < 35 ? "Related stories" : $"Middle of {number}", i < 25 ? "Weather today" : $"Aside of {number}", $"Third paragraph of {number} goes on and on for a while",
            $"Fourth paragraph of {number} says a little more", $"Closing words of {number}", "All rights reserved",
        ]);
    }

    private static IEnumerable<string> Own(int i, int count) =>
        Enumerable.Range(0, count).Select(line => $"Own line {(char)('a' + line)} of page {string.Concat($"{i}".Select(digit => (char)('k' + digit - '0')))}");

    private static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private BoilerplateLines Count(IReadOnlyList<(string Domain, byte[] Text)> pages, BoilerplateOptions? options = null, long maxLines = long.MaxValue)
    {
        using BoilerplateCounter counter = new(options ?? Options, _folder.Path, 1 << 20);
        foreach ((string domain, byte[] text) in pages)
        {
            counter.Add(domain, DocumentId.Create(domain, Encoding.UTF8.GetString(text), 0), text);
        }

        return counter.Complete(maxLines);
    }

    private static byte[] Bytes(BoilerplateLines lines)
    {
        using MemoryStream stream = new();
        lines.Write(stream);
        return stream.ToArray();
    }
}
