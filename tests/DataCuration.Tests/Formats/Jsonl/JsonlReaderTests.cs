using System.Text;
using CsCheck;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Formats.Jsonl;

public sealed class JsonlReaderTests
{
    [Fact]
    public async Task Line_with_all_fields_maps_them_and_keeps_the_rest_as_metadata_in_order()
    {
        List<ReadItem> items = await Read.AllAsync(
            """{ "id" : 7, "text" : "Grüße\n\u4e16", "url":"http://a/", "tags": [ 1, {"x" : "\"" , "y":[]} , 2.50 ], "date":"2020", "language":"de", "n":null }""");

        SourceRecord record = items.Should().ContainSingle().Which.Record!;
        Encoding.UTF8.GetString(record.Payload.Span).Should().Be("Grüße\n世");
        record.Should().BeEquivalentTo(new { Position = 0L, Kind = PayloadKind.Text, Url = "http://a/", Date = "2020", Language = "de" });
        record.Metadata.Should().Be("""{"id":7,"tags":[1,{"x":"\"","y":[]},2.50],"n":null}""");
    }

    [Fact]
    public async Task Position_is_the_byte_offset_of_the_line()
    {
        List<ReadItem> items = await Read.AllAsync("{\"text\":\"é\"}\r\n\n  \n{\"text\":\"b\"}\n");

        items.Texts().Should().Equal("é", "b");
        items.Positions().Should().Equal(0, 19);
    }

    [Fact]
    public async Task Byte_order_mark_is_skipped()
    {
        List<ReadItem> items = await Read.AllAsync("\uFEFF{\"text\":\"a\"}\n");

        items.Texts().Should().Equal("a");
        items.Positions().Should().Equal(3);
    }

    [Fact]
    public async Task Mapping_chooses_the_fields()
    {
        FieldMapping fields = new() { Text = "content", Url = "link" };

        List<ReadItem> items = await Read.AllAsync("""{"text":1,"content":"a","link":"u","url":"v"}""", fields: fields);

        items[0].Record.Should().BeEquivalentTo(new { Url = "u", Metadata = """{"text":1,"url":"v"}""" });
    }

    [Theory]
    [InlineData("content.text", """{"content":{"n":1,"text":"a"},"text":"t"}""", "a", """{"content":{"n":1},"text":"t"}""")]
    [InlineData("messages[].content", """{"messages":[{"role":"u","content":"a"},{"role":"v","content":"\u0062"}],"n":1}""", "a\n\nb", """{"messages":[{"role":"u"},{"role":"v"}],"n":1}""")]
    [InlineData("messages[].content", """{"messages":[{"content":null},{"role":"v"},{"content":"b"}]}""", "b", """{"messages":[{},{"role":"v"},{}]}""")]
    [InlineData("tags[]", """{"tags":["a","",["c"],"b"]}""", null, null)]
    [InlineData("tags[]", """{"tags":["a","","b"]}""", "a\n\n\n\nb", """{"tags":[]}""")]
    [InlineData("rows[][]", """{"rows":[["a"],[],["b","c"]]}""", "a\n\nb\n\nc", """{"rows":[[],[],[]]}""")]
    [InlineData("a.b", """{"a.b":"x","a":{"b":"y"}}""", "y", null)]
    [InlineData("a.b", """{"a":{"b":"x","b":"y"},"z":{"b":1}}""", "y", """{"a":{},"z":{"b":1}}""")]
    [InlineData("a.b", """{"a":["b"],"c":1}""", null, null)]
    [InlineData("a[]", """{"a":{"b":"x"}}""", null, null)]
    public async Task Path_leads_into_objects_and_lists(string path, string line, string? text, string? metadata)
    {
        ReadItem item = (await Read.AllAsync(line, RecordFormat.Jsonl, new FieldMapping { Text = path })).Should().ContainSingle().Which;

        if (text is null) item.Quarantined!.Code.Should().Be("DC1011");
        else item.TextOf().Should().Be(text);
        if (metadata is not null) item.Record!.Metadata.Should().Be(metadata);
    }

    [Fact]
    public async Task Address_date_and_language_may_lie_deeper()
    {
        FieldMapping fields = new() { Url = "meta.url", Date = "meta.time.utc", Language = "langs[]" };

        SourceRecord record = (await Read.AllAsync("""{"text":"a","meta":{"url":"u","x":1,"time":{"utc":"d"}},"langs":["de",7]}""", fields: fields))[0].Record!;

        record.Should().BeEquivalentTo(new { Url = "u", Date = "d", Language = "de", Metadata = """{"meta":{"x":1,"time":{}},"langs":[7]}""" });
    }

    [Fact]
    public async Task Missing_path_is_a_row_with_code_DC1011_that_lists_the_paths_there_are()
    {
        QuarantinedRecord row = (await Read.AllAsync("""{"messages":[{"role":"u","content":"a"},{"role":"v","content":"b"}],"n":1}""", fields: new FieldMapping { Text = "message.content" }))
            .Should().ContainSingle().Which.Quarantined!;

        row.Code.Should().Be("DC1011");
        row.Message.Should().Contain("'message.content'").And.Contain("messages[].role, messages[].content, n");
    }

    [Theory]
    [InlineData("{\"text\":\"a\"", "DC1010")]
    [InlineData("[1]", "DC1010")]
    [InlineData("not json", "DC1010")]
    [InlineData("{\"text\":\"a\"} {\"text\":\"b\"}", "DC1010")]
    [InlineData("{\"txt\":\"a\"}", "DC1011")]
    [InlineData("{\"text\":null}", "DC1011")]
    [InlineData("{\"text\":[\"a\"]}", "DC1011")]
    [InlineData("{\"text\":\"\\ud800\"}", "DC1012")]
    [InlineData("{\"text\":\"a\",\"x\":\"\\udc00\"}", "DC1012")]
    [InlineData("{\"text\":\"a\",\"\\ud800\":[]}", "DC1012")]
    [InlineData("{\"text\":\"a\",\"x\":{\"y\":[\"\\udc00\"]}}", "DC1012")]
    [InlineData("{\"text\":\"a\",\"url\":\"\\udc00\"}", "DC1012")]
    public async Task Bad_line_is_quarantined_and_the_next_is_read(string line, string code)
    {
        List<ReadItem> items = await Read.AllAsync("{\"text\":\"first\"}\n" + line + "\n{\"text\":\"last\"}\n");

        items.Texts().Should().Equal("first", "last");
        QuarantinedRecord row = items[1].Quarantined!;
        row.Code.Should().Be(code);
        row.File.Should().Be("folder/f");
        row.Position.Should().Be(17);
        Encoding.UTF8.GetString(row.Raw.Span).Should().Be(line);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_quarantined_with_code_DC1012()
    {
        byte[] content = [.. "{\"text\":\""u8, 0xE9, .. "\"}\n{\"text\":\"b\"}"u8];

        List<ReadItem> items = await Read.AllAsync(content);

        items.Codes().Should().Equal("DC1012");
        items.Texts().Should().Equal("b");
    }

    [Fact]
    public async Task Line_beyond_64_MiB_is_quarantined_with_code_DC1013_and_the_next_is_read()
    {
        byte[] content = [.. "{\"text\":\"a\"}\n{\"text\":\""u8, .. Enumerable.Repeat((byte)'x', 65 << 20), .. "\"}\n{\"text\":\"b\"}"u8];

        List<ReadItem> items = await Read.AllAsync(Read.Gzip(content));

        items.Codes().Should().Equal("DC1013");
        items.Texts().Should().Equal("a", "b");
        items[1].Quarantined!.Raw.Length.Should().Be(QuarantinedRecord.MaxRawBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task File_without_records_is_one_row_with_code_DC1006(string content)
    {
        (await Read.AllAsync(content)).Codes().Should().Equal("DC1006");
        (await Read.AllAsync(Read.Gzip(Read.Utf8(content)))).Codes().Should().Equal("DC1006");
    }

    [Fact]
    public void Random_damage_never_throws_and_positions_stay_unique()
    {
        byte[] content = Read.Utf8(string.Concat(Enumerable.Range(0, 12).Select(i => $"{{\"text\":\"line {i} é\\n\",\"m\":{{\"k\":[{i},\"\\u00e9\"]}}}}\n")));
        Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte).Array[1, 12].Sample(
            edits =>
            {
                byte[] damaged = [.. content];
                foreach ((int offset, byte value) in edits) damaged[offset] = value;
                List<ReadItem> items = Read.AllAsync(damaged, RecordFormat.Jsonl).GetAwaiter().GetResult();
                items.Should().NotBeEmpty();
                items.Positions().Should().OnlyHaveUniqueItems();
            },
            iter: 2000);
    }
}
