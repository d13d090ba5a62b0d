using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Extraction;

namespace DataCuration.Tests.Quality.Extraction;

/// <summary>Pages made to cost much. Each would take minutes or overflow if any part of the reader were more than linear.</summary>
public sealed class HostilePageTests
{
    private const string Prose = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the work.";
    private const int Many = 200_000;

    public static TheoryData<string, string, string> Repeated => new()
    {
        { "nested divisions", "<div>", "" },
        { "unclosed links", "<a href=x>", "" },
        { "unclosed bold in paragraphs", "<p><b>", "" },
        { "nested tables", "<table><tr><td>", "" },
        { "end tags of nothing", "</div></p></b>", "" },
        { "list items", "<ul><li>", "" },
        { "attributes", " a=b", "<p" },
        { "attributes with quotes", " a='b' c=\"d\"", "<p" },
        { "classes", " nav share", "<p class='" },
        { "comments", "<!--", "" },
        { "script starts", "<script>", "" },
        { "references", "&amp;&", "<p>" },
        { "headings", "<h1>Title</h1>", "<title>Title Title Title</title>" },
        { "unclosed quotes", "<p a='", "" },
        { "foreign elements", "<svg><math>", "" },
        { "bodies", "<div class=article-body><p>x</p></div>", "" },
        { "linked data", "<script type='application/ld+json'>{</script>", "" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Page_of_one_thing_repeated_is_read_to_its_end(string what, string piece, string start)
    {
        what.Should().NotBeEmpty();
        byte[] html = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(piece, Many)) + $"'\">--></script><p>{Prose}</p>");

        ExtractedPage page = new HtmlTextExtractor().Extract(html, null);

        page.IsTruncated.Should().Be(false);
        System.Text.Unicode.Utf8.IsValid(page.Text.Span).Should().BeTrue();
    }

    [Fact]
    public void Page_with_more_nodes_than_allowed_is_cut_and_says_so()
    {
        byte[] html = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>", HtmlTextExtractor.MaxNodes + 10)) + Prose);

        new HtmlTextExtractor().Extract(html, null).IsTruncated.Should().BeTrue();
    }

    [Fact]
    public void Mutated_pages_never_throw_and_give_valid_text_that_does_not_change()
    {
        string seedPage = $"<!doctype html><title>T</title><body><nav><a href=/>Home</a></nav><article><h1>T</h1><p class=lead>{Prose}</p><ul><li>one<li>two</ul>"
            + $"<table><tr><th>a<td>b</table><pre> x\n y</pre><blockquote>{Prose}</blockquote><svg><path/></svg><!-- c --><script>a</script></article><footer>&copy; 2020</footer>";
        for (int seed = 1; seed <= 1500; seed++)
        {
            byte[] page = Mutate(Encoding.UTF8.GetBytes(seedPage), new Random(seed));
            foreach (ExtractionProfile profile in Enum.GetValues<ExtractionProfile>())
            {
                ReadOnlyMemory<byte> text = new HtmlTextExtractor(profile).Extract(page, null).Text;
                System.Text.Unicode.Utf8.IsValid(text.Span).Should().BeTrue("seed {0}", seed);
                new HtmlTextExtractor(profile).Extract(page, null).Text.Span.SequenceEqual(text.Span).Should().BeTrue("seed {0}", seed);
            }
        }
    }

    private static byte[] Mutate(byte[] page, Random random)
    {
        List<byte> bytes = [.. page];
        for (int change = random.Next(1, 12); change > 0 && bytes.Count > 1; change--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.Insert(at, (byte)"<>&/'\"=!-"[random.Next(9)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
