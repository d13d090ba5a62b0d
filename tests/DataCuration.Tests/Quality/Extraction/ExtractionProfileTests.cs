using System.Text;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Extraction;

namespace DataCuration.Tests.Quality.Extraction;

public sealed class ExtractionProfileTests
{
    private const string Prose = "The harbour was rebuilt after the storm, and the committee explained at length who paid for all of the work.";

    private static string Article(string html) => Text(html, ExtractionProfile.Article);

    private static string Text(string html, ExtractionProfile profile) =>
        Encoding.UTF8.GetString(new HtmlTextExtractor(profile).Extract(Encoding.UTF8.GetBytes(html), null).Text.Span);

    [Fact]
    public void Named_body_is_kept_whole_and_what_is_beside_it_goes()
    {
        const string Html = $"<div class=entry-content><p>{Prose}</p><p>{Prose} 2</p><p>Short</p><ol><li>one<li>two</ol></div><div><p>Beside it: {Prose}</p></div>";

        Article(Html).Should().Be($"{Prose}\n\n{Prose} 2\n\nShort\n\n1. one\n2. two");
        Text(Html, ExtractionProfile.Full).Should().EndWith($"2. two\n\nBeside it: {Prose}");
    }

    [Fact]
    public void Body_in_several_elements_of_one_class_is_joined() => Article(
        $"<div class=article-body><p>{Prose} 1</p></div><div class=promo><p>{Prose}</p></div><div class=article-body><p>{Prose} 2</p></div>")
        .Should().Be($"{Prose} 1\n\n{Prose} 2");

    [Fact]
    public void Name_that_means_something_else_is_not_believed() => Article(
        $"<div class='layout with-sidebar'><h1>Harbour news</h1><p>{Prose}</p><p>{Prose} Again.</p></div><div class=sidebar><p>{Prose}</p></div>")
        .Should().Be($"Harbour news\n\n{Prose}\n\n{Prose} Again.");

    [Theory]
    [InlineData("<div class='related-posts'><p>{0} Elsewhere.</p></div>")]
    [InlineData("<aside><p>{0}</p></aside>")]
    [InlineData("<div id=cookieConsent><p>{0}</p></div>")]
    [InlineData("<section class=commentlist><p>{0}</p></section>")]
    [InlineData("<p>Lesen Sie auch: <a href=x>Noch ein Hafen</a></p>")]
    [InlineData("<p>Advertisement</p>")]
    [InlineData("<p>© 2019 A. Photographer</p>")]
    [InlineData("<figure><figcaption>{0}</figcaption></figure>")]
    [InlineData("<h2>You may also like</h2><ul><li><a href=x>one thing and</a><li><a href=y>another</a></ul>")]
    public void Boilerplate_inside_the_text_goes(string boilerplate) => Article(
        $"<article><p>{Prose}</p><p>{Prose} 2</p>{boilerplate.Replace("{0}", Prose, StringComparison.Ordinal)}<p>{Prose} 3</p></article>")
        .Should().Be($"{Prose}\n\n{Prose} 2\n\n{Prose} 3");

    [Fact]
    public void Title_above_the_text_is_metadata_and_the_lead_below_it_is_text() => Article(
        $"<title>A harbour rebuilt - News</title><article><header><h1>A harbour rebuilt</h1><p>{Prose} Lead.</p></header><p>3 May 2020, 10:15</p><div class=post-content><p>{Prose}</p><p>{Prose} 2</p></div></article>")
        .Should().Be($"{Prose} Lead.\n\n{Prose}\n\n{Prose} 2");

    [Fact]
    public void Link_that_is_never_closed_does_not_swallow_the_page() => Article(
        $"<div><a href=x>Home<div>menu</div><p>{Prose}</p></div><p>{Prose} 2</p><p><a href=y>x</a><p>{Prose} 3</p>").Should().Contain($"{Prose} 2\n\n{Prose} 3");

    [Fact]
    public void Text_that_only_scripts_would_show_is_read_when_there_is_no_other()
    {
        Article($"<body><noscript><p>{Prose}</p></noscript><script>var a = 1;</script>").Should().Be(Prose);
        Article($"<body><div class=post-body><script type='text/template'><p>{Prose}</p></script></div>").Should().Be(Prose);
        Article($"<body><noscript><p>No scripts: {Prose}</p></noscript><p>{Prose}</p>").Should().Be(Prose);
    }

    [Fact]
    public void Title_and_date_are_found()
    {
        ExtractedPage page = new HtmlTextExtractor().Extract(
            "<title> Fish &amp; chips\n</title><meta property='article:published_time' content='2020-05-03T10:15:00Z'><p>x"u8.ToArray(), null);

        page.Title.Should().Be("Fish & chips");
        page.Date.Should().Be("2020-05-03T10:15:00Z");
        new HtmlTextExtractor().Extract("""<script type="application/ld+json">{"@graph":[{"datePublished":"2021-01-02"}]}</script><p>x"""u8.ToArray(), null)
            .Date.Should().Be("2021-01-02");
        new HtmlTextExtractor().Extract("<time datetime=2019-01-01>yesterday</time>"u8.ToArray(), null).Date.Should().Be("2019-01-01");
    }

    [Fact]
    public void Character_references_are_decoded() =>
        Article("<p>&lt;b&gt; &eacute;&Eacute &#233;&#xE9; &#128; &notin; &nosuch; &amp;amp; a&b AT&T &#0;</p>").Should().Be("<b> éÉ éé € ∉ &nosuch; &amp; a&b AT&T \uFFFD");

    [Fact]
    public void Nested_list_table_and_code_keep_their_structure() => Article(
        $"<p>{Prose}</p><ul><li>a<ul><li>b</ul><li>c</ul><table><tr><td>1<td>2<tr><td>3<td>4</table><pre><code>if x:\n    y</code></pre><p>{Prose}</p>")
        .Should().Be($"{Prose}\n\n- a\n  - b\n- c\n\n1 | 2\n3 | 4\n\nif x:\n    y\n\n{Prose}");
}
