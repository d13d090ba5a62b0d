using System.Text;
using DataCuration.Documents;

namespace DataCuration.Tests.Formats.Warc;

/// <summary>Files that other tools wrote; the expected values were read off the files with zcat and grep.</summary>
public sealed class FixtureTests
{
    [Fact]
    public async Task Gzip_members_with_a_gzip_body_give_the_page()
    {
        List<ReadItem> items = await ReadAsync("example.warc.gz");

        items.Where(item => item.SkippedKind is not null).Select(item => item.SkippedKind).Should()
            .BeEquivalentTo("warcinfo", "warcinfo", "request", "request", "revisit");
        SourceRecord record = items.Single(item => item.Record is not null).Record!;
        record.Should().BeEquivalentTo(new { Kind = PayloadKind.Html, Url = "http://example.com/", Date = "2017-03-06T04:02:06Z" });
        record.Payload.Length.Should().Be(1270);
        Encoding.UTF8.GetString(record.Payload.Span).Should().StartWith("<!doctype html>").And.EndWith("</html>\n");
        items.Codes().Should().BeEmpty();
    }

    [Fact]
    public async Task Chunked_body_is_joined()
    {
        SourceRecord record = (await ReadAsync("example-iana.org-chunked.warc")).Single(item => item.Record is not null).Record!;

        string page = Encoding.UTF8.GetString(record.Payload.Span);
        page.Should().StartWith("<!doctype html>").And.Contain("Internet Assigned Numbers Authority");
        page.TrimEnd().Should().EndWith("</html>");
    }

    [Fact]
    public async Task Record_cut_short_is_one_row_and_the_records_around_it_are_read()
    {
        List<ReadItem> items = await ReadAsync("example-trunc.warc");

        items.Codes().Should().Equal("DC1021");
        items.Count(item => item.SkippedKind is not null).Should().Be(3);
        items.FindIndex(item => item.Quarantined is not null).Should().Be(2);
    }

    private static async Task<List<ReadItem>> ReadAsync(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataCuration.sln"))) folder = folder.Parent;
        string path = Path.Combine(folder!.FullName, "tests", "DataCuration.Tests", "Formats", "Warc", "Fixtures", name);
        return await Read.AllAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }
}
