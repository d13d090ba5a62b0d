using System.Runtime.CompilerServices;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Reads anybody's Parquet file as records; position is the row number. The text is read as UTF-8 bytes. Top-level scalar columns
/// that are not mapped become the metadata object; nested and binary columns are left out. Holds one row group's columns.
/// </summary>
internal static class ParquetRecordReader
{
    /// <summary>Reads a seekable stream to the end.</summary>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream file, FieldMapping mapping, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (ParquetReader? reader, string? damage) = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
        if (reader is null)
        {
            yield return rows.UnreadableParquet(0, damage!);
            yield break;
        }

        await using (reader.ConfigureAwait(false))
        {
            DataField[] scalars = [.. reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray)];
            if (!Array.Exists(scalars, field => field.Name == mapping.Text && IsBytes(field)))
            {
                yield return rows.NoTextColumn(mapping.Text, reader.Schema.Fields.Select(field => $"{field.Name} ({TypeName(field)})"));
                yield break;
            }

            long position = 0;
            for (int index = 0; index < reader.RowGroupCount; index++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
                (ParquetRows? read, damage) = await ReadGroupAsync(group, scalars, mapping, cancellationToken).ConfigureAwait(false);
                if (read is null)
                {
                    // One row for the group, at its first row; the groups after it may be whole.
                    yield return rows.UnreadableParquet(position, $"row group {index} with {group.RowCount} rows is lost ({damage})");
                    position += group.RowCount;
                    continue;
                }

                using (read)
                {
                    for (int row = 0; row < read.Count; row++, position++)
                    {
                        yield return Record(read, row, position, mapping, rows);
                    }
                }
            }

            if (position == 0) yield return rows.Empty();
        }
    }

    private static ReadItem Record(ParquetRows read, int row, long position, FieldMapping mapping, QuarantineRows rows)
    {
        if (read.Text[row] is not { } text) return rows.MissingText(position, mapping.Text, "is null", []);
        if (text.Length > QuarantineRows.MaxRecordBytes) return rows.TooLarge(position, "The text", text.Span);
        if (!Utf8.IsValid(text.Span)) return rows.InvalidText(position, $"the column '{mapping.Text}' holds bytes that are not UTF-8", text.Span);
        return ReadItem.From(new SourceRecord
        {
            Position = position,
            Kind = PayloadKind.Text,
            Payload = text,
            Url = read.Url?[row],
            Date = read.Date?[row],
            Language = read.Language?[row],
            Metadata = read.MetadataOf(row),
        });
    }

    private static async Task<(ParquetReader? Reader, string? Damage)> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            file.Position = 0;
            return (await ParquetReader.CreateAsync(file, ParquetLayout.ReadingOptions(), leaveStreamOpen: true, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (WorkFile.IsDamage(error))
        {
            return (null, error.Message);
        }
    }

    private static async Task<(ParquetRows? Rows, string? Damage)> ReadGroupAsync(
        ParquetRowGroupReader group, DataField[] scalars, FieldMapping mapping, CancellationToken cancellationToken)
    {
        try
        {
            return (await ParquetRows.ReadAsync(group, scalars, mapping, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (WorkFile.IsDamage(error))
        {
            return (null, error.Message);
        }
    }

    private static bool IsBytes(DataField field) => JsonColumn.IsText(field) || JsonColumn.IsBinary(field);

    private static string TypeName(Field field) => field switch
    {
        DataField data when JsonColumn.IsText(data) => "string",
        DataField data when JsonColumn.IsBinary(data) => "binary",
        DataField data => data.ClrType.Name,
        _ => field.SchemaType.ToString(),
    };
}
