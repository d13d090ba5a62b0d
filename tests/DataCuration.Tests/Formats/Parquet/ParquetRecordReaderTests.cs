using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Tests.Formats.Parquet;

public sealed class ParquetRecordReaderTests
{
    [Fact]
    public async Task Rows_map_fields_and_keep_scalars_as_metadata()
    {
        byte[] file = await FileAsync(
            [
                (new DataField<string>("text"), new string?[] { "é日", "b" }),
                (new DataField<string>("url"), new string?[] { "http://a/", null }),
                (new DataField<DateTime>("date"), new[] { new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), DateTime.UnixEpoch }),
                (new DataField<double?>("score"), new double?[] { 0.5, double.NaN }),
                (new DataField<long>("n"), new[] { 1L << 60, -1 }),
                (new DataField<bool>("flag"), new[] { true, false }),
                (new DataField<string>("note"), new string?[] { "\"ü\"", null }),
            ]);

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("é日", "b");
        items.Positions().Should().Equal(0, 1);
        items[0].Record!.Url.Should().Be("http://a/");
        items[0].Record!.Date.Should().StartWith("2024-01-02T03:04:05");
        items[0].Record!.Metadata.Should().Be("""{"score":0.5,"n":1152921504606846976,"flag":true,"note":"\"ü\""}""");
        items[1].Record!.Metadata.Should().Be("""{"score":"NaN","n":-1,"flag":false,"note":null}""");
    }

    [Fact]
    public async Task Row_without_text_is_quarantined_with_code_DC1011_at_its_row_number()
    {
        byte[] file = await FileAsync([(new DataField<string>("text"), new string?[] { "a", null, "c" })]);

        List<ReadItem> items = await Read.AllAsync(file, RecordFormat.Parquet);

        items.Texts().Should().Equal("a", "c");
        items[1].Quarantined.Should().BeEquivalentTo(new { Code = "DC1011", Position = 1L });
    }

    [Fact]
    public async Task Missing_text_column_is_one_row_that_names_it_and_the_columns_there_are()
    {
        byte[] file = await FileAsync([(new DataField<string>("content"), new string?[] { "a", "b" }), (new DataField<int>("n"), new[] { 1, 2 })]);

        QuarantinedRecord row = (await Read.AllAsync(file)).Should().ContainSingle().Which.Quarantined!;

        row.Code.Should().Be("DC1031");
        row.Message.Should().Contain("'text'").And.Contain("content (string), n (Int32)");
        (await Read.AllAsync(file, fields: new FieldMapping { Text = "content" })).Texts().Should().Equal("a", "b");
        (await Read.AllAsync(file, fields: new FieldMapping { Text = "n" })).Codes().Should().Equal("DC1031");
    }

    [Fact]
    public async Task Binary_column_serves_as_text_when_it_is_utf8()
    {
        byte[] file = await FileAsync([(new DataField("text", typeof(byte[]), true, false), new[] { Encoding.UTF8.GetBytes("é"), [0xFF] })]);

        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("é");
        items.Codes().Should().Equal("DC1012");
    }

    [Fact]
    public async Task File_without_rows_is_one_row_with_code_DC1006()
    {
        byte[] file = await FileAsync([(new DataField<string>("text"), Array.Empty<string>())]);

        (await Read.AllAsync(file)).Codes().Should().Equal("DC1006");
    }

    [Fact]
    public async Task Positions_go_on_over_row_groups_and_a_damaged_group_is_one_row_with_code_DC1030()
    {
        (DataField, Array)[] columns = [(new DataField<string>("text"), new string?[] { "a", "b" })];
        byte[] file = await FileAsync(columns, rowGroups: 3);
        (await Read.AllAsync(file)).Positions().Should().Equal(0, 1, 2, 3, 4, 5);
        int offset = (await GroupOffsetsAsync(file))[1];

        file.AsSpan(offset, 12).Fill(0xFF);
        List<ReadItem> items = await Read.AllAsync(file);

        items.Texts().Should().Equal("a", "b", "a", "b");
        items[2].Quarantined.Should().BeEquivalentTo(new { Code = "DC1030", Position = 2L });
    }

    [Fact]
    public async Task File_cut_or_changed_anywhere_never_throws()
    {
        byte[] file = await FileAsync(
            [(new DataField<string>("text"), new string?[] { "one", "two" }), (new DataField<int?>("n"), new int?[] { 1, null })], rowGroups: 2);
        for (int offset = 4; offset < file.Length; offset++)
        {
            (await Read.AllAsync(file[..offset])).Should().NotBeEmpty();
            byte[] changed = [.. file];
            changed[offset] ^= 0x55;
            (await Read.AllAsync(changed)).Positions().Should().NotBeEmpty().And.OnlyHaveUniqueItems($"byte {offset} was changed");
        }
    }

    private static async Task<int[]> GroupOffsetsAsync(byte[] file)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        return [.. Enumerable.Range(0, reader.RowGroupCount).Select(i => (int)reader.OpenRowGroupReader(i).RowGroup.Columns[0].MetaData!.DataPageOffset)];
    }

    private static async Task<byte[]> FileAsync((DataField Field, Array Values)[] columns, int rowGroups = 1)
    {
        using MemoryStream target = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field).ToArray()), target))
        {
            for (int index = 0; index < rowGroups; index++)
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                foreach ((DataField field, Array values) in columns)
                {
                    await (values switch
                    {
                        string?[] strings => group.WriteAsync(field, strings),
                        byte[]?[] bytes => group.WriteAsync(field, bytes),
                        double?[] doubles => group.WriteAsync<double>(field, doubles),
                        int?[] numbers => group.WriteAsync<int>(field, numbers),
                        int[] numbers => group.WriteAsync<int>(field, numbers),
                        long[] numbers => group.WriteAsync<long>(field, numbers),
                        bool[] flags => group.WriteAsync<bool>(field, flags),
                        DateTime[] dates => group.WriteAsync<DateTime>(field, dates),
                        _ => throw new NotSupportedException(),
                    });
                }
            }
        }

        return target.ToArray();
    }
}
