using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataCuration.Documents.Recipes;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>One row group of a source file, column by column. Single-threaded: building metadata reuses a buffer.</summary>
internal sealed class ParquetRows : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly List<JsonColumn> _metadata = [];

    private ParquetRows(ReadOnlyMemory<byte>?[] text)
    {
        Text = text;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public int Count => Text.Length;

    public ReadOnlyMemory<byte>?[] Text { get; }

    public string?[]? Url { get; private set; }

    public string?[]? Date { get; private set; }

    public string?[]? Language { get; private set; }

    public static async Task<ParquetRows> ReadAsync(
        ParquetRowGroupReader group, DataField[] scalars, FieldMapping mapping, CancellationToken cancellationToken)
    {
        DataField textField = Array.Find(scalars, field => field.Name == mapping.Text)!;
        ParquetRows rows = new(await group.ReadOptionalAsync<ReadOnlyMemory<byte>>(ParquetLayout.BytesOf(textField), cancellationToken).ConfigureAwait(false));
        foreach (DataField field in scalars)
        {
            if (field == textField) continue;
            bool isText = JsonColumn.IsText(field);
            if (isText && (field.Name == mapping.Url || field.Name == mapping.Date || field.Name == mapping.Language))
            {
                string?[] values = await group.ReadStringsAsync(ParquetLayout.BytesOf(field), cancellationToken).ConfigureAwait(false);
                if (field.Name == mapping.Url) rows.Url = values;
                if (field.Name == mapping.Date) rows.Date = values;
                if (field.Name == mapping.Language) rows.Language = values;
            }
            else if (field.Name == mapping.Date && field.ClrType == typeof(DateTime))
            {
                DateTime?[] values = await group.ReadOptionalAsync<DateTime>(field, cancellationToken).ConfigureAwait(false);
                rows.Date = Array.ConvertAll(values, value => value?.ToString("O", CultureInfo.InvariantCulture));
            }
            else if (await JsonColumn.ReadAsync(group, field, cancellationToken).ConfigureAwait(false) is { } column)
            {
                rows._metadata.Add(column);
            }
        }

        return rows;
    }

    /// <summary>The unmapped columns' values as one JSON object; null when there is none.</summary>
    public string? MetadataOf(int row)
    {
        if (_metadata.Count == 0) return null;
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        foreach (JsonColumn column in _metadata)
        {
            _json.WritePropertyName(column.Name);
            column.Write(_json, row);
        }

        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    public void Dispose() => _json.Dispose();
}
