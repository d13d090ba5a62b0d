using System.IO.Compression;
using DataCuration.Documents;

namespace DataCuration.Tests.Formats.Warc;

public sealed class HttpBodyTests
{
    private const string Page = "<html><body>words and words</body></html>";

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Content_encoding_is_undone(string encoding)
    {
        byte[] body = Encode(encoding);

        List<ReadItem> items = await Read.AllAsync(WarcText.Response(body, http: $"Content-Encoding: {encoding.Replace("raw ", "", StringComparison.Ordinal)}\r\n"));

        items.Texts().Should().Equal(Page);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("utf-8")]
    public async Task Body_that_is_not_in_the_declared_encoding_is_taken_as_it_is(string encoding) =>
        (await Read.AllAsync(WarcText.Response(Page, http: $"Content-Encoding: {encoding}\r\n"))).Texts().Should().Equal(Page);

    [Fact]
    public async Task Damaged_body_is_quarantined_with_code_DC1023()
    {
        byte[] body = Encode("gzip");
        body[12] ^= 0xFF;

        (await Read.AllAsync(WarcText.Response(body, http: "Content-Encoding: gzip\r\n"))).Codes().Should().Equal("DC1023");
    }

    [Fact]
    public async Task Body_that_decodes_to_more_than_64_MiB_is_quarantined_with_code_DC1023()
    {
        byte[] bomb = Read.Gzip(new byte[65 << 20]);

        (await Read.AllAsync(WarcText.Response(bomb, http: "Content-Encoding: gzip\r\n"))).Codes().Should().Equal("DC1023");
    }

    [Theory]
    [InlineData("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", "hello world")]
    [InlineData("5 \nhello\n0\n", "hello")]
    [InlineData("5\r\nhello\r\nA\r\n worl", "hello worl")]
    [InlineData("<p>not chunked", "<p>not chunked")]
    [InlineData("5\r\nhello, longer than it says", "5\r\nhello, longer than it says")]
    [InlineData("FFFFFFFFF\r\nhello", "FFFFFFFFF\r\nhello")]
    public async Task Chunks_are_joined_and_wrong_chunking_is_taken_as_it_is(string body, string expected) =>
        (await Read.AllAsync(WarcText.Response(body, http: "Transfer-Encoding: chunked\r\n"))).Texts().Should().Equal(expected);

    [Theory]
    [InlineData("iso-8859-1", new byte[] { 0x93, 0xE9, 0x94 }, "“é”")]
    [InlineData("Shift_JIS", new byte[] { 0x93, 0xFA }, "日")]
    [InlineData("no-such-set", new byte[] { 0xC3, 0xA9 }, "é")]
    public async Task Plain_text_comes_out_as_utf8(string charset, byte[] body, string expected)
    {
        ReadItem item = (await Read.AllAsync(WarcText.Response(body, $"text/plain; charset={charset}"))).Single();

        item.Record!.Kind.Should().Be(PayloadKind.Text);
        item.TextOf().Should().Be(expected);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=no-such-set")]
    [InlineData("text/plain; charset=Shift_JIS")]
    public async Task Plain_text_that_is_binary_is_quarantined_with_code_DC1012(string contentType) =>
        (await Read.AllAsync(WarcText.Response([0xFF, 0, 1, 2, 0xE9, 0xFF, 0x10, 0x81, 4, 5], contentType))).Codes().Should().Equal("DC1012");

    private static byte[] Encode(string encoding)
    {
        if (encoding == "zstd") return Read.Zstandard(Read.Utf8(Page));
        using MemoryStream target = new();
        using (Stream encoder = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
            _ => new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            encoder.Write(Read.Utf8(Page));
        }

        return target.ToArray();
    }
}
