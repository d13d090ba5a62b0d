using System.Text;
using CsCheck;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Formats.Warc;

public sealed class WarcReaderTests
{
    [Fact]
    public async Task Response_with_html_is_a_page_with_charset_address_date_and_metadata()
    {
        byte[] file = WarcText.Response(Read.Utf8("<p>é"), "Text/HTML; Charset=\"ISO-8859-1\"", extra: "WARC-Record-ID: <urn:uuid:1>\r\n");

        SourceRecord record = (await Read.AllAsync(file)).Should().ContainSingle().Which.Record!;

        record.Should().BeEquivalentTo(new
        {
            Position = 0L,
            Kind = PayloadKind.Html,
            Charset = "ISO-8859-1",
            Url = "http://a/",
            Date = "2024-01-01T00:00:00Z",
            Metadata = """{"recordId":"<urn:uuid:1>"}""",
        });
        record.Payload.ToArray().Should().Equal(Read.Utf8("<p>é"));
    }

    [Fact]
    public async Task Conversion_is_text_with_its_language_and_address_without_angle_brackets()
    {
        byte[] file = WarcText.Record(
            "conversion",
            Read.Utf8("日本"),
            "WARC-Target-URI: <http://a/>\r\nWARC-Identified-Content-Language: jpn\r\nContent-Type: text/plain\r\n");

        SourceRecord record = (await Read.AllAsync(file)).Single().Record!;

        record.Should().BeEquivalentTo(new { Kind = PayloadKind.Text, Url = "http://a/", Language = "jpn" });
        Encoding.UTF8.GetString(record.Payload.Span).Should().Be("日本");
    }

    [Theory]
    [InlineData("0.17")]
    [InlineData("1.0")]
    [InlineData("1.1")]
    public async Task Versions_are_read(string version) =>
        (await Read.AllAsync(WarcText.Record("conversion", "a"u8.ToArray(), version: version))).Texts().Should().Equal("a");

    [Fact]
    public async Task Line_feeds_alone_and_folded_header_lines_are_tolerated()
    {
        List<ReadItem> items = await Read.AllAsync(
            "WARC/1.0\nWARC-Type: conversion\nWARC-Target-URI: http://\n a\nContent-Length: 1\n\nx\n\nWARC/1.0\nWARC-Type: conversion\nContent-Length: 1\n\ny");

        items.Texts().Should().Equal("x", "y");
        items[0].Record!.Url.Should().Be("http:// a");
    }

    [Theory]
    [InlineData("warcinfo")]
    [InlineData("request")]
    [InlineData("metadata")]
    [InlineData("revisit")]
    [InlineData("resource")]
    public async Task Record_that_is_no_document_is_skipped_under_its_type(string type) =>
        (await Read.AllAsync(WarcText.Record(type, "a: b"u8.ToArray()))).Should().Equal(ReadItem.Skip(type));

    [Fact]
    public async Task Response_that_is_no_page_is_skipped_under_its_reason()
    {
        byte[] file =
        [
            .. WarcText.Response("gone", status: 404),
            .. WarcText.Response("png", "image/png"),
            .. WarcText.Response("?", ""),
            .. WarcText.Record("response", "1.2.3.4"u8.ToArray(), "Content-Type: text/dns\r\n"),
        ];

        (await Read.AllAsync(file)).Should().Equal(
            ReadItem.Skip("http-404"), ReadItem.Skip("image/png"), ReadItem.Skip("no-content-type"), ReadItem.Skip("text/dns"));
    }

    [Theory]
    [InlineData("WARC-Type: conversion\r\n\r\n", "DC1020")]
    [InlineData("Content-Length: 5\r\n\r\nhello", "DC1020")]
    [InlineData("WARC-Type: conversion\r\nContent-Length: -5\r\n\r\nhello", "DC1020")]
    [InlineData("WARC-Type: conversion\r\nthis is no field\r\nContent-Length: 5\r\n\r\nhello", "DC1020")]
    [InlineData("WARC-Type: conversion\r\nContent-Length: 2\r\n\r\nhello", "DC1021")]
    [InlineData("WARC-Type: conversion\r\nContent-Length: 70\r\n\r\nhello", "DC1021")]
    [InlineData("WARC-Type: conversion\r\nContent-Length: 9999\r\n\r\nhello", "DC1021")]
    [InlineData("WARC-Type: response\r\nContent-Length: 5\r\n\r\nhello", "DC1022")]
    public async Task Broken_record_is_quarantined_and_the_next_is_read(string broken, string code)
    {
        byte[] before = WarcText.Conversion("before");
        byte[] file = [.. before, .. Read.Utf8("WARC/1.0\r\n" + broken + "\r\n\r\n"), .. WarcText.Conversion("after"), .. WarcText.Conversion("last")];

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("before", "after", "last");
        items.Codes().Should().Equal(code);
        items[1].Quarantined!.Position.Should().Be(before.Length);
        Encoding.UTF8.GetString(items[1].Quarantined!.Raw.Span).Should().StartWith("WARC/1.0\r\n" + broken);
    }

    [Fact]
    public async Task Garbage_between_records_is_quarantined_with_code_DC1020()
    {
        byte[] file = [.. WarcText.Conversion("a"), .. "garbage\r\nmore\r\n"u8, .. WarcText.Conversion("b")];

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("a", "b");
        items.Codes().Should().Equal("DC1020");
    }

    [Fact]
    public async Task Record_beyond_64_MiB_is_quarantined_with_code_DC1013_and_the_next_is_read()
    {
        byte[] file = [.. WarcText.Conversion("a"), .. WarcText.Record("conversion", new byte[65 << 20]), .. WarcText.Conversion("b")];

        List<ReadItem> items = await Read.AllAsync(Read.Gzip(file));

        items.Texts().Should().Equal("a", "b");
        items.Codes().Should().Equal("DC1013");
    }

    [Fact]
    public async Task Uncompressed_file_cut_at_every_byte_keeps_every_whole_record()
    {
        byte[][] records = [WarcText.Conversion("one"), WarcText.Response("<p>two"), WarcText.Conversion("three")];
        byte[] file = [.. records[0], .. records[1], .. records[2]];
        for (int length = 1; length < file.Length; length++)
        {
            List<ReadItem> items = await Read.AllAsync(file[..length], RecordFormat.Warc);

            int whole = 0;
            for (int end = 0; whole < records.Length && (end += records[whole].Length) <= length;) whole++;
            items.Texts().Length.Should().BeGreaterThanOrEqualTo(whole, $"the file was cut at {length}");
            bool isInsideRecord = items.Texts().Length == whole && length > records.Take(whole).Sum(record => record.Length);
            items.Codes().Should().HaveCount(isInsideRecord ? 1 : 0, $"the file was cut at {length}");
        }
    }

    [Fact]
    public async Task Gzip_of_one_member_a_record_cut_in_a_record_is_one_row()
    {
        byte[] file = Read.Gzip(WarcText.Conversion("one"), WarcText.Conversion(new string('x', 5000) + "two"));

        List<ReadItem> items = await Read.AllAsync(file[..^20]);

        items.Texts().Should().Equal("one");
        items.Codes().Should().Equal("DC1002");
    }

    [Fact]
    public void Random_damage_never_throws_and_positions_stay_unique()
    {
        byte[] file =
        [
            .. WarcText.Record("warcinfo", "a: b"u8.ToArray()),
            .. WarcText.Response("5\r\nhello\r\n0\r\n\r\n", http: "Transfer-Encoding: chunked\r\n"),
            .. WarcText.Response(Read.Gzip(Read.Utf8("<p>packed</p>")), http: "Content-Encoding: gzip\r\n"),
            .. WarcText.Response([0xE9, 0x20], "text/plain; charset=iso-8859-1"),
            .. WarcText.Conversion("last"),
        ];
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 12].Sample(
            edits =>
            {
                byte[] damaged = [.. file];
                foreach ((int offset, byte value) in edits) damaged[offset] = value;
                List<ReadItem> items = Read.AllAsync(damaged, RecordFormat.Warc).GetAwaiter().GetResult();
                items.Should().NotBeEmpty();
                items.Positions().Should().OnlyHaveUniqueItems();
            },
            iter: 2000);
    }
}
