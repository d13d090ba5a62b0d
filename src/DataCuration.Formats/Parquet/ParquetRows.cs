using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet.Decoding;

namespace DataCuration.Formats.Parquet;

/// <summary>The rows of one row group of a source file, from its column chunks' bytes to records. Single-threaded; rows come in order.</summary>
internal sealed class ParquetRows : IDisposable
{
    /// <summary>More rows in one group are taken as damage: a wrong count must not ask for all memory.</summary>
    private const int MaxRows = RowGroupReading.MaxRows;

    /// <summary>More values of all columns together are taken as damage, for the same reason.</summary>
    private const long MaxValues = 1 << 27;

    private readonly FieldMapping _mapping;
    private readonly List<ReadOnlyMemory<byte>?> _texts;
    private readonly JsonColumn? _url;
    private readonly JsonColumn? _date;
    private readonly JsonColumn? _language;
    private readonly List<JsonColumn> _metadata;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    private ParquetRows(FieldMapping mapping, SourceColumns columns, Dictionary<SchemaNode, ColumnValues> values, long rowCount)
    {
        _mapping = mapping;
        _texts = TextsOf(values[columns.Text]);
        if (_texts.Count != rowCount) throw new InvalidDataException($"column '{columns.Text.Path}' has {_texts.Count} rows and not {rowCount}");
        _url = Json(columns.Url);
        _date = Json(columns.Date);
        _language = Json(columns.Language);
        _metadata = [.. columns.Metadata.Select(column => Json(column)!)];
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        JsonColumn? Json(SchemaNode? column) => column is null ? null : new JsonColumn(values[column]);
    }

    /// <summary>The number of rows.</summary>
    public int Count => _texts.Count;

    /// <summary>Decodes a group.</summary>
    /// <param name="mapping">The recipe's names, for messages.</param>
    /// <param name="columns">What to read.</param>
    /// <param name="group">What the footer says about the group.</param>
    /// <param name="chunks">The chunks' bytes, in the order of <see cref="SourceColumns.All"/>.</param>
    /// <exception cref="InvalidDataException">A chunk is damaged.</exception>
    public static ParquetRows Decode(FieldMapping mapping, SourceColumns columns, RowGroup group, IReadOnlyList<byte[]> chunks)
    {
        if (group.RowCount > MaxRows) throw new InvalidDataException($"it claims {group.RowCount} rows; up to {MaxRows} are read");
        Dictionary<SchemaNode, ColumnValues> values = [];
        long left = MaxValues;
        for (int index = 0; index < chunks.Count; index++)
        {
            SchemaNode column = columns.All[index];
            ColumnChunk chunk = group.Chunks[column.Column];
            if (column.MaxRepetition == 0 && chunk.ValueCount != group.RowCount)
            {
                throw new InvalidDataException($"column '{column.Path}' has {chunk.ValueCount} values for {group.RowCount} rows");
            }

            values[column] = ColumnDecoder.Decode(column, chunk, chunks[index], left);
            left -= chunk.ValueCount;
        }

        return new ParquetRows(mapping, columns, values, group.RowCount);
    }

    /// <summary>A row as a record, or the quarantine row that says why it is none.</summary>
    public ReadItem Record(int row, long position, QuarantineRows rows)
    {
        if (_texts[row] is not { } text) return rows.MissingText(position, _mapping.Text, "is null", []);
        if (text.Length > QuarantineRows.MaxRecordBytes) return rows.TooLarge(position, "The text", text.Span);
        if (!Utf8.IsValid(text.Span)) return rows.InvalidText(position, $"the column '{_mapping.Text}' holds bytes that are not UTF-8", text.Span);
        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = PayloadKind.Text,
            Payload = text,
            Url = _url?.TextOf(row),
            Date = _date?.TextOf(row),
            Language = _language?.TextOf(row),
            Metadata = MetadataOf(row),
        });
    }

    public void Dispose() => _json.Dispose();

    /// <summary>The unmapped columns' values as one JSON object; null when there is none.</summary>
    private string? MetadataOf(int row)
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

    /// <summary>One text a row: a row begins where the repetition level is 0, and the texts of its elements are joined.</summary>
    private static List<ReadOnlyMemory<byte>?> TextsOf(ColumnValues values)
    {
        List<ReadOnlyMemory<byte>?> texts = new(values.Count);
        if (values.Column.MaxRepetition == 0)
        {
            for (int entry = 0, next = 0; entry < values.Count; entry++) texts.Add(values.IsPresent(entry) ? values.Bytes[next++] : (ReadOnlyMemory<byte>?)null);
            return texts;
        }

        int value = 0;
        for (int entry = 0; entry < values.Count;)
        {
            int first = value;
            do
            {
                if (values.IsPresent(entry)) value++;
                entry++;
            }
            while (entry < values.Count && values.Repetitions[entry] > 0);
            texts.Add(Join(values.Bytes, first, value));
        }

        return texts;
    }

    private static ReadOnlyMemory<byte>? Join(List<ReadOnlyMemory<byte>> bytes, int first, int end)
    {
        if (end - first <= 1) return end == first ? (ReadOnlyMemory<byte>?)null : bytes[first];
        long length = (long)(end - first - 1) * FieldPath.TextSeparator.Length;
        for (int index = first; index < end; index++) length += bytes[index].Length;

        // What is too large to be a record is only measured, so its length must survive and its content need not.
        byte[] joined = new byte[Math.Min(length, QuarantineRows.MaxRecordBytes + 1L)];
        Span<byte> target = joined;
        for (int index = first; index < end && !target.IsEmpty; index++)
        {
            Append(index == first ? [] : Encoding.UTF8.GetBytes(FieldPath.TextSeparator), ref target);
            Append(bytes[index].Span, ref target);
        }

        return joined;
    }

    private static void Append(ReadOnlySpan<byte> bytes, ref Span<byte> target)
    {
        int count = Math.Min(bytes.Length, target.Length);
        bytes[..count].CopyTo(target);
        target = target[count..];
    }
}
