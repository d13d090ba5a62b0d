using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Documents in other people's Parquet files, row group by row group; the position is the row number. Text is read as bytes: the string route of
/// Parquet.Net 6.1 misreads non-ASCII text in the DELTA_BYTE_ARRAY encoding.
/// </summary>
internal sealed class ParquetRecordReader(string relativePath, FieldMapping fields)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async IAsyncEnumerable<ReadItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (ParquetReader? reader, string? problem) = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (reader is null)
        {
            yield return ReadItem.From(Bad(0, "DC1020", problem!));
            yield break;
        }

        await using (reader.ConfigureAwait(false))
        {
            DataField? text = Find(reader, fields.Text);
            if (text is null || !IsText(text))
            {
                yield return ReadItem.From(Bad(0, "DC1021",
                    $"The file has no text column '{fields.Text}'; its columns are: {string.Join(", ", reader.Schema.DataFields.Select(field => field.Name))}. Name the column in the source's fields.text."));
                yield break;
            }

            long row = 0;
            for (int g = 0; g < reader.RowGroupCount; g++)
            {
                (IReadOnlyList<ReadItem> items, long rows) = await ReadRowGroupAsync(reader, g, row, text, cancellationToken).ConfigureAwait(false);
                foreach (ReadItem item in items)
                {
                    yield return item;
                }

                row += rows;
            }
        }
    }

    private static async Task<(ParquetReader? Reader, string? Problem)> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not UnauthorizedAccessException)
        {
            return (null, $"The file cannot be read as Parquet: {exception.Message} Was the download complete?");
        }
    }

    private async Task<(IReadOnlyList<ReadItem> Items, long Rows)> ReadRowGroupAsync(
        ParquetReader reader, int index, long firstRow, DataField text, CancellationToken cancellationToken)
    {
        long rows = reader.Metadata?.RowGroups[index].NumRows ?? 0;
        try
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
            byte[]?[] texts = await ReadBytesAsync(group, text, cancellationToken).ConfigureAwait(false);
            Dictionary<string, string?[]> others = [];
            foreach (DataField field in reader.Schema.DataFields.Where(field => !ReferenceEquals(field, text) && field.MaxRepetitionLevel == 0 && field.Path.Length == 1))
            {
                if (await ReadScalarAsync(group, field, cancellationToken).ConfigureAwait(false) is { } values)
                {
                    others[field.Name] = values;
                }
            }

            return (Enumerable.Range(0, texts.Length).Select(row => Convert(firstRow + row, texts[row], row, others)).ToArray(), rows);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ([ReadItem.From(Bad(firstRow, "DC1020", $"Row group {index} ({rows} rows) cannot be read: {exception.Message}"))], rows);
        }
    }

    private ReadItem Convert(long position, byte[]? text, int row, Dictionary<string, string?[]> others)
    {
        if (text is null)
        {
            return ReadItem.From(Bad(position, "DC1022", $"The column '{fields.Text}' is null in row {position}."));
        }

        if (!Utf8.IsValid(text))
        {
            return ReadItem.From(Bad(position, "DC1003", $"The column '{fields.Text}' is not valid UTF-8 in row {position}."));
        }

        JsonObject metadata = [];
        foreach ((string name, string?[] values) in others)
        {
            if (values[row] is { } value && name != fields.Url && name != fields.Date && name != fields.Language)
            {
                metadata[name] = value;
            }
        }

        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = PayloadKind.Text,
            Payload = text,
            Url = others.GetValueOrDefault(fields.Url)?[row],
            Date = others.GetValueOrDefault(fields.Date)?[row],
            Language = others.GetValueOrDefault(fields.Language)?[row],
            Metadata = metadata.Count == 0 ? null : metadata.ToJsonString(Compact),
        });
    }

    private static async Task<byte[]?[]> ReadBytesAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        int rows = checked((int)group.RowCount);
        ReadOnlyMemory<byte>[] values = new ReadOnlyMemory<byte>[rows];
        int[] levels = new int[field.MaxDefinitionLevel > 0 ? rows : 0];
        Memory<int>? definition = field.MaxDefinitionLevel > 0 ? levels.AsMemory() : null;
        await group.ReadRawAsync(ParquetTextField.AsBytes(field), values.AsMemory(), definition, null, cancellationToken).ConfigureAwait(false);
        byte[]?[] bytes = new byte[]?[rows];
        for (int row = 0, next = 0; row < rows; row++)
        {
            // Raw values are dense: only rows that are not null have one.
            if (definition is null || levels[row] == field.MaxDefinitionLevel)
            {
                bytes[row] = values[next++].ToArray();
            }
        }

        return bytes;
    }

    private static async Task<string?[]?> ReadScalarAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        if (IsText(field))
        {
            byte[]?[] bytes = await ReadBytesAsync(group, field, cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(bytes, value => value is null ? null : System.Text.Encoding.UTF8.GetString(value));
        }

        return await ParquetScalar.ReadAsync(group, field, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(string);

    private static DataField? Find(ParquetReader reader, string name) =>
        reader.Schema.DataFields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal) && field.Path.Length == 1);

    private QuarantinedRecord Bad(long position, string code, string message) => new() { File = relativePath, Position = position, Code = code, Message = message };
}
