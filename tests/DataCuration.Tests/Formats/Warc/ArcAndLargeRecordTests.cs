using System.Globalization;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Formats.Warc;

public sealed class ArcAndLargeRecordTests
{
    [Fact]
    public async Task Arc_version_2_and_a_url_with_spaces_are_read()
    {
        string page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x";
        string file = "filedesc://a.arc 0.0.0.0 20080430204825 text/plain 0\n\n"
            + $"http://a/b c d 1.2.3.4 20080430204826 text/html {page.Length}\n{page}\n"
            + $"http://a/2 1.2.3.4 20080430204827 text/html 200 - - 300 a.arc {page.Length}\n{page}\n";

        foreach (byte[] bytes in (byte[][])[Read.Utf8(file), Read.Gzip(Read.Utf8(file))])
        {
            List<ReadItem> items = await Read.AllAsync(bytes);

            items.Where(item => item.Record is not null).Select(item => (item.Record!.Url, item.Record.Date)).Should().Equal(
                ("http://a/b c d", "2008-04-30T20:48:26Z"), ("http://a/2", "2008-04-30T20:48:27Z"));
            items.Codes().Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Arc_record_with_a_wrong_length_is_one_row_and_the_next_is_read()
    {
        string page = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nnext";
        string file = $"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 0\n\nhttp://a/ 1.2.3.4 20080430204826 text/html 3\nabcdef\n"
            + $"http://a/2 1.2.3.4 20080430204827 text/plain {page.Length}\n{page}\n";

        List<ReadItem> items = await Read.AllAsync(file);

        items.Codes().Should().Equal("DC1021");
        items.Texts().Should().Equal("next");
    }

    [Theory]
    [InlineData("resource", "Content-Type: video/mp4\r\n", "")]
    [InlineData("response", "Content-Type: application/http\r\n", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")]
    public async Task Large_record_without_text_is_skipped(string type, string header, string http)
    {
        List<ReadItem> items = await Read.AllAsync(Read.Gzip(Large(type, header, http), WarcText.Conversion("after")), RecordFormat.Warc);

        items.Codes().Should().BeEmpty();
        items.Count(item => item.SkippedKind is not null).Should().Be(1);
        items.Texts().Should().Equal("after");
    }

    [Fact]
    public async Task Large_record_with_text_is_quarantined_with_code_DC1013()
    {
        List<ReadItem> items = await Read.AllAsync(Read.Gzip(Large("conversion", "", ""), WarcText.Conversion("after")));

        items.Codes().Should().Equal("DC1013");
        items.Texts().Should().Equal("after");
    }

    [Fact]
    public async Task Record_that_claims_all_that_follows_does_not_swallow_it()
    {
        byte[] liar = WarcText.Record("resource", "short"u8.ToArray(), length: 5_000_000_000);

        List<ReadItem> items = await Read.AllAsync([.. liar, .. WarcText.Conversion("one"), .. WarcText.Conversion("two")]);

        items.Codes().Should().Equal("DC1021");
        items.Texts().Should().Equal("one", "two");
    }

    [Fact]
    public async Task Large_record_that_the_file_cuts_off_is_quarantined_with_code_DC1021()
    {
        List<ReadItem> items = await Read.AllAsync([.. WarcText.Conversion("one"), .. WarcText.Record("resource", "short"u8.ToArray(), length: 5_000_000_000)]);

        items.Codes().Should().Equal("DC1021");
        items.Texts().Should().Equal("one");
    }

    private static byte[] Large(string type, string header, string http)
    {
        byte[] block = new byte[65 << 20];
        Read.Utf8(http).CopyTo(block, 0);
        return WarcText.Record(type, block, header + "WARC-Target-URI: http://a/" + 1.ToString(CultureInfo.InvariantCulture) + "\r\n");
    }
}
