using System.Runtime.CompilerServices;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Formats.Parquet;

/// <summary>Files that other writers made (Fixtures/README.md) give the rows that went into them, whatever the codec, the encodings and the page version.</summary>
public sealed class ForeignFileTests
{
    private const int Rows = 60;
    private const int RowWithoutText = 7;

    [Theory]
    [InlineData("arrow-none-plain", 2)]
    [InlineData("arrow-snappy", 2)]
    [InlineData("arrow-gzip", 2)]
    [InlineData("arrow-brotli", 2)]
    [InlineData("arrow-zstd", 2)]
    [InlineData("arrow-lz4raw", 2)]
    [InlineData("arrow-lz4hadoop", 2)]
    [InlineData("arrow-delta", 2)]
    [InlineData("duckdb-v1", 1)]
    [InlineData("duckdb-v2", 1)]
    [InlineData("duckdb-brotli", 1)]
    [InlineData("duckdb-lz4", 1)]
    public async Task Rows_are_those_that_were_written(string name, int groups)
    {
        List<ReadItem> items = await Read.AllAsync(Fixture(name));

        items.Positions().Should().Equal(Enumerable.Range(0, Rows * groups).Select(row => (long)row));
        items.Where(item => item.Quarantined is not null).Select(item => (item.Quarantined!.Code, item.Quarantined.Position % Rows)).Distinct()
            .Should().Equal(("DC1011", (long)RowWithoutText));
        foreach (SourceRecord record in items.Where(item => item.Record is not null).Select(item => item.Record!))
        {
            int row = (int)(record.Position % Rows);
            System.Text.Encoding.UTF8.GetString(record.Payload.Span).Should().Be($"text {row} é日 {new string('x', row)}");
            record.Date.Should().StartWith($"2024-01-02T03:0{4 + ((5 + row) / 60)}:{(5 + row) % 60:D2}");
            JsonElement metadata = JsonDocument.Parse(record.Metadata!).RootElement;
            metadata.GetProperty("n").GetInt64().Should().Be(((long)row * row * row) - 5);
            metadata.GetProperty("k").GetRawText().Should().Be(row % 3 == 0 ? "null" : $"{row * 1000}");
            metadata.GetProperty("f").GetDouble().Should().Be(row / 4.0);
            metadata.GetProperty("b").GetBoolean().Should().Be(row % 5 == 0);
            metadata.GetProperty("category").GetString().Should().Be($"category {row / 20}");
            metadata.GetProperty("d").GetDecimal().Should().Be((row - 30) * 1.25m);
            metadata.GetProperty("day").GetString().Should().Be(new DateOnly(2024, 2, 1).AddDays(row).ToString("yyyy-MM-dd"));
            Guid id = metadata.GetProperty("g").GetGuid();
            if (name.StartsWith("arrow", StringComparison.Ordinal)) id.Should().Be(new Guid(row, 0, 0, new byte[8]));
            metadata.EnumerateObject().Select(member => member.Name).Should().NotContain(["tags", "content", "messages", "text"]);
        }
    }

    [Theory]
    [InlineData("arrow-zstd", "tags[]", "tag 7.0\n\ntag 7.1\n\ntag 7.2")]
    [InlineData("arrow-delta", "tags[]", "tag 7.0\n\ntag 7.1\n\ntag 7.2")]
    [InlineData("duckdb-v2", "tags[]", "tag 7.0\n\ntag 7.1\n\ntag 7.2")]
    [InlineData("duckdb-v1", "content.text", "inner 7")]
    [InlineData("duckdb-v2", "messages[].content", "message 7.0")]
    public async Task Path_leads_into_structs_and_lists(string name, string path, string text)
    {
        List<ReadItem> items = await Read.AllAsync(Fixture(name), fields: new FieldMapping { Text = path });

        items[7].TextOf().Should().Be(text);
        int[] empty = path switch { "tags[]" => [0, 4, 8], "messages[].content" => [0, 3, 6, 9], _ => [] };
        items.Take(10).Where(item => item.Quarantined is not null).Select(item => (int)item.Quarantined!.Position).Should().Equal(empty);
    }

    [Theory]
    [InlineData("messages.content")]
    [InlineData("content.body")]
    [InlineData("content")]
    [InlineData("tags")]
    public async Task Path_that_leads_nowhere_is_one_row_with_code_DC1031_that_lists_the_paths_there_are(string path)
    {
        QuarantinedRecord row = (await Read.AllAsync(Fixture("duckdb-v1"), fields: new FieldMapping { Text = path })).Should().ContainSingle().Which.Quarantined!;

        row.Code.Should().Be("DC1031");
        row.Message.Should().Contain($"'{path}'").And.Contain("tags[] (string)").And.Contain("content.text (string)").And.Contain("messages[].content (string)");
    }

    [Fact]
    public async Task Address_date_and_language_may_lie_in_structs()
    {
        FieldMapping fields = new() { Text = "text", Url = "content.text" };

        (await Read.AllAsync(Fixture("duckdb-v2"), fields: fields))[5].Record!.Url.Should().Be("inner 5");
    }

    [Fact]
    public async Task File_whose_pages_lead_Parquet_Net_in_circles_ends_in_a_row_with_code_DC1030() =>
        (await Read.AllAsync(Fixture("endless-pages"))).Codes().Should().Contain("DC1030");

    [Theory]
    [InlineData("arrow-delta")]
    [InlineData("arrow-brotli")]
    [InlineData("duckdb-v2")]
    public async Task Bytes_changed_anywhere_never_throw_and_never_repeat_a_position(string name)
    {
        byte[] file = Fixture(name);
        for (int offset = 4; offset < file.Length; offset += 23)
        {
            byte[] changed = [.. file];
            changed[offset] ^= (byte)(1 << (offset % 8));
            (await Read.AllAsync(changed)).Positions().Should().NotBeEmpty().And.OnlyHaveUniqueItems($"byte {offset} was changed");
        }
    }

    private static byte[] Fixture(string name, [CallerFilePath] string here = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "Fixtures", name + ".parquet"));
}
