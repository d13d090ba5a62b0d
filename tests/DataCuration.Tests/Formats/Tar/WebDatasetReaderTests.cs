using System.Formats.Tar;
using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Formats.Tar;

public sealed class WebDatasetReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public async Task Samples_become_documents_with_the_json_as_metadata(TarEntryFormat format)
    {
        byte[] file = Archive(format, ("a/0001.jpg", "\u00ff\u00d8"), ("a/0001.txt", "a cat"), ("a/0001.json", """{"url":"http://a/","width":3}"""), ("a/0002.json", """{"text":"a dog","n":1}"""), ("a/0003.jpg", "x"));

        foreach (byte[] bytes in (byte[][])[file, Read.Gzip(file)])
        {
            List<ReadItem> items = await Read.AllAsync(bytes);

            items.Texts().Should().Equal("a cat", "a dog");
            items[0].Record.Should().BeEquivalentTo(new { Position = items[0].Record!.Position, Url = "http://a/", Metadata = """{"width":3,"key":"a/0001"}""" });
            items[1].Record!.Metadata.Should().Be("""{"n":1}""");
            items[2].SkippedKind.Should().Be("sample-without-text");
            items.Should().HaveCount(3);
        }
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Long_names_keep_samples_apart(TarEntryFormat format)
    {
        string folder = new('d', 150);

        (await Read.AllAsync(Archive(format, ($"{folder}/1.txt", "one"), ($"{folder}/2.txt", "two")))).Texts().Should().Equal("one", "two");
    }

    [Fact]
    public async Task Text_field_names_the_extension() =>
        (await Read.AllAsync(Archive(TarEntryFormat.Ustar, ("1.txt", "no"), ("1.cap", "yes")), fields: new FieldMapping { Text = "cap" })).Texts().Should().Equal("yes");

    [Fact]
    public async Task Damaged_header_is_one_row_with_code_DC1025_and_reading_goes_on()
    {
        byte[] file = Archive(TarEntryFormat.Ustar, ("1.txt", "one"), ("2.txt", "two"), ("3.txt", "three"));
        file[1024 + 5] ^= 0xFF;

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("one", "three");
        items.Codes().Should().Equal("DC1025");
        items.Positions().Should().BeEquivalentTo([0L, 1024L, 2048L]);
    }

    [Fact]
    public async Task Archive_cut_inside_a_member_is_one_row_with_code_DC1025()
    {
        byte[] file = Archive(TarEntryFormat.Ustar, ("1.txt", "one"), ("2.txt", new string('x', 3000)));

        List<ReadItem> items = await Read.AllAsync(file[..2500]);

        items.Texts().Should().Equal("one");
        items.Codes().Should().Equal("DC1025");
    }

    [Theory]
    [InlineData("{\"\u00F6\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":[{\"b\":\"\\udc00\"}]}")]
    public async Task Json_member_that_is_no_valid_unicode_leaves_the_text_as_it_is(string json)
    {
        byte[] file = Archive(TarEntryFormat.Pax, ("a.txt", "one"), ("a.json", json)); // The members are written as Latin-1, so ö is no UTF-8.

        SourceRecord record = (await Read.AllAsync(file)).Should().ContainSingle().Which.Record!;

        record.Metadata.Should().Be("""{"key":"a"}""");
    }

    [Fact]
    public async Task Archive_cut_anywhere_gives_a_row_or_a_record()
    {
        byte[] file = Archive(TarEntryFormat.Pax, ("a.txt", "one"), ("b.txt", "two"));
        for (int length = 512; length < file.Length; length += 64)
        {
            (await Read.AllAsync(file[..length])).Should().NotBeEmpty($"{length} bytes are there");
        }

        (await Read.AllAsync(file[..1100])).Codes().Should().Equal("DC1025");
    }

    [Fact]
    public async Task Html_file_is_a_page_and_a_declared_text_file_a_text()
    {
        List<ReadItem> page = await Read.AllAsync("<!DOCTYPE HTML>\n{<p>x");
        List<ReadItem> text = await Read.AllAsync([0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x20, 0xEC, 0xE8, 0xF0, 0x2C, 0x20, 0xEA, 0xE0, 0xEA], RecordFormat.Text);

        page.Should().ContainSingle().Which.Record!.Kind.Should().Be(PayloadKind.Html);
        text.Texts().Should().Equal("Привет мир, как");
        (await Read.AllAsync([0xFF, 0, 1, 2, 3], RecordFormat.Text)).Codes().Should().Equal("DC1012");
    }

    private static byte[] Archive(TarEntryFormat format, params (string Name, string Content)[] members)
    {
        using MemoryStream target = new();
        using (TarWriter writer = new(target, format, leaveOpen: true))
        {
            foreach ((string name, string content) in members)
            {
                TarEntryType type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(type, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                    TarEntryFormat.Pax => new PaxTarEntry(type, name),
                    _ => new GnuTarEntry(type, name),
                };
                entry.DataStream = new MemoryStream(Encoding.Latin1.GetBytes(content));
                writer.WriteEntry(entry);
            }
        }

        return target.ToArray();
    }
}
