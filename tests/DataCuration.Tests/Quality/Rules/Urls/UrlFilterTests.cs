using DataCuration.Quality.Rules.Urls;

namespace DataCuration.Tests.Quality.Rules.Urls;

public sealed class UrlFilterTests
{
    private static readonly UrlLists Lists = new()
    {
        Domains = ["spam.example.com", "casino.co.uk", "bad.blogspot.com"],
        Urls = ["http://fine.org/bad/page"],
        BannedWords = ["xxx", "hot-stuff"],
        SoftBannedWords = ["poker", "bet"],
        BannedSubwords = ["free money"],
    };

    private static readonly UrlFilter Filter = new(Lists);

    // Reasons in datatrove's order; the upper-case word passes there too.
    [Theory]
    [InlineData("https://www.casino.co.uk/rules", "domain")]
    [InlineData("http://spam.example.com:8080/x", "subdomain")]
    [InlineData("http://bad.blogspot.com/", "subdomain")]
    [InlineData("http://fine.org/bad/page", "url")]
    [InlineData("http://fine.org/bad/page/", null)]
    [InlineData("http://fine.org/a_xxx-b", "hard_blacklisted")]
    [InlineData("http://fine.org/XXX", null)]
    [InlineData("http://fine.org/hotstuff", "hard_blacklisted")]
    [InlineData("http://fine.org/poker", null)]
    [InlineData("http://poker.fine.org/bet?poker", "soft_blacklisted")]
    [InlineData("http://fine.org/Free/-Money", "blacklisted_subword")]
    public void Address_has_datatroves_first_reason(string url, string? expected) => Filter.ReasonFor(url).Should().Be(expected);

    // What datatrove lets pass because the lists are lower-cased and the address is not.
    [Theory]
    [InlineData("https://WWW.Casino.CO.UK/rules", "domain")]
    [InlineData("http://fine.org/XXX", "hard_blacklisted")]
    [InlineData("http://fine.org/Poker?BET", "soft_blacklisted")]
    [InlineData("http://fine.org/Bad/page", null)]
    public void Letter_case_hides_nothing_when_it_is_ignored(string url, string? expected)
    {
        UrlFilter mended = new(Lists, ignoresCase: true);

        mended.ReasonFor(url).Should().Be(expected);
        Filter.ReasonFor(url).Should().BeNull();
    }

    [Fact]
    public void Match_tells_all_that_the_lists_say() =>
        Filter.Match("http://spam.example.com/xxx/hot-stuff/hotstuff/poker/bet/poker?freemoney")
            .Should().Be(new UrlMatches(IsDomainListed: false, IsHostListed: true, IsUrlListed: false, BannedWords: 2, SoftBannedWords: 2, HasBannedSubword: true));

    // registered_domain and fqdn as tldextract 3.1 gives them.
    [Theory]
    [InlineData("http://www.imdb.com/title/tt0163978/reviews?id=30059", "imdb.com", "www.imdb.com")]
    [InlineData("https://news.bbc.co.uk/1/hi/sport/388.stm", "bbc.co.uk", "news.bbc.co.uk")]
    [InlineData("http://some.blogspot.com.au/page-156.html", "blogspot.com.au", "some.blogspot.com.au")]
    [InlineData("http://b78cf6364fd3.ngrok.io/page-833.html", "ngrok.io", "b78cf6364fd3.ngrok.io")]
    [InlineData("http://WWW.Example.COM", "Example.COM", "WWW.Example.COM")]
    [InlineData("http://user@www.ck:80/", "www.ck", "www.ck")]
    [InlineData("http://a.b.ck/", "a.b.ck", "a.b.ck")]
    [InlineData("http://127.0.0.1/x", "", "")]
    [InlineData("http://localhost/x", "", "")]
    [InlineData("//example.org#f", "example.org", "example.org")]
    [InlineData("http://xn--85x722f.xn--55qx5d.cn/", "xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    public void Host_is_cut_as_tldextract_cuts_it(string url, string registeredDomain, string name)
    {
        HostParts parts = PublicSuffixes.Of(url);

        parts.RegisteredDomain.Should().Be(registeredDomain);
        parts.FullyQualifiedName.Should().Be(name);
    }
}
