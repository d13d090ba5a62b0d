using System.Text;
using CsCheck;
using DataCuration.Quality.Extraction;

namespace DataCuration.Tests.Quality.Extraction;

public sealed class HtmlTextExtractorTests
{
    private const string Prose = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the work.";

    private static string Text(string html) => Encoding.UTF8.GetString(new HtmlTextExtractor().Extract(Encoding.UTF8.GetBytes(html), null).Text.Span);

    [Fact]
    public void Main_text_keeps_the_article_and_leaves_the_rest() => Text(
        $"""
        <html><head><title>T</title><style>p {"{}"}</style></head><body>
        <nav><a href=/>Home</a> <a href=/news>News</a></nav>
        <div class="sidebar"><p>{Prose} This is only a sidebar.</p></div>
        <div id=main><h1>Harbour</h1><p>{Prose}</p><script>var x = "<p>no</p>";</script>
        <div class="share-buttons"><a href=#>Share</a></div><p>{Prose} Again.</p>
        <p style="display: none">{Prose} Hidden.</p><ul class=tags><li><a href=a>one</a><li><a href=b>two</a></ul></div>
        <div class="comments"><p>{Prose} I disagree.</p></div>
        <footer>Copyright by somebody.</footer></body></html>
        """).Should().Be($"Harbour\n\n{Prose}\n\n{Prose} Again.");

    [Fact]
    public void Blocks_are_set_off_as_their_kind_asks() => Text(
        $"<body><p>{Prose}<h2>Parts</h2><ul><li>one <b>bold</b><li><p>two</p></ul>"
        + $"<table><tr><th>a<th>b<tr><td>1<td>2</table><pre>\n  x  =  1\n\ty\n</pre><div>alpha<br>beta</div><p>{Prose}</p>")
        .Should().Be($"{Prose}\n\nParts\n\n- one bold\n- two\n\na | b\n1 | 2\n\n  x  =  1\n\ty\n\nalpha\nbeta\n\n{Prose}");

    [Fact]
    public void White_space_and_invisible_characters_collapse() =>
        Text("<p>one&nbsp;\n\t two&shy;three &#8203;four<span> five</span></p>").Should().Be("one twothree four five");

    [Fact]
    public void Page_whose_only_prose_is_in_a_form_or_footer_still_has_text()
    {
        Text($"<form><p>{Prose}</p><input value=no></form>").Should().Be(Prose);
        Text($"<body><footer><p>{Prose}</p></footer>").Should().Be(Prose);
    }

    [Fact]
    public void Short_page_keeps_all_that_is_not_links() =>
        Text("<body><h1>Hello</h1><p>Short.</p><p><a href=x>a link of its own</a></p>").Should().Be("Hello\n\nShort.");

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<html><head><title></title></head></html>")]
    [InlineData("<frameset><frame src=x></frameset>")]
    [InlineData("<svg><script>x</script></svg>")]
    public void Page_without_text_gives_empty_text(string html) => Text(html).TrimStart('<').Should().BeEmpty();

    [Fact]
    public void Title_is_collapsed() =>
        new HtmlTextExtractor().Extract("<title>\n A  title\t</title><p>x"u8.ToArray(), null).Title.Should().Be("A title");

    [Fact]
    public void Nesting_beyond_any_reason_neither_overflows_nor_hangs()
    {
        string html = string.Concat(Enumerable.Repeat("<div><span><b>", 100_000)) + Prose;

        Text(html).Should().Be(Prose);
    }

    [Fact]
    public void Page_longer_than_the_limit_is_cut_and_says_so()
    {
        byte[] html = new byte[HtmlTextExtractor.MaxHtmlBytes + 10];
        Array.Fill(html, (byte)' ');
        Encoding.UTF8.GetBytes($"<p>{Prose}</p>").CopyTo(html, 0);

        ExtractedPage page = new HtmlTextExtractor().Extract(html, null);

        page.IsTruncated.Should().BeTrue();
        page.Text.Length.Should().Be(Prose.Length);
    }

    [Fact]
    public void Random_markup_never_throws_and_gives_valid_text()
    {
        string[] pieces =
        [
            "<table>", "<tr>", "<td>", "</table>", "<p>", "</p>", "<a href=x>", "</a>", "<b>", "</i>", "<svg>", "<math>", "<template>", "<select>", "<option>",
            "<li>", "<pre>\n", "</pre>", "<!--", "-->", "<![CDATA[", "<script>", "</script>", "&#xD800;", "&#0;", "&amp", "<br/>", "</br>", "<body class=nav>",
            "<frameset>", "<textarea>", "<title>", "\0", "text. ", "日本語", "<x-y z='", "\">", "<plaintext>", "</form>", "<form>", "<noscript>", "<iframe>",
        ];
        Gen.OneOf([.. pieces.Select(piece => Gen.Const(piece))]).List[0, 80].Sample(
            parts => Utf8IsValid(new HtmlTextExtractor().Extract(Encoding.UTF8.GetBytes(string.Concat(parts)), null)), iter: 2000);
        Gen.Byte.Array[0, 200].Sample(bytes => Utf8IsValid(new HtmlTextExtractor().Extract(bytes, null)));
    }

    private static bool Utf8IsValid(ExtractedPage page) => System.Text.Unicode.Utf8.IsValid(page.Text.Span);
}
