using System.Runtime.CompilerServices;
using System.Text.Unicode;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
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
        ParquetReader? reader = null;
        string? damage = await TryAsync(rows, async () => reader = await OpenAsync(file, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
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
                ParquetRows? read = null;
                damage = await TryAsync(
                    rows, async () => read = await ParquetRows.ReadAsync(group, scalars, mapping, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                if (read is null)
                {
                    // One row for the group, at its first row; the groups after it may be whole.
                    yield return rows.UnreadableParquet(position, $"row group {index} with {group.RowCount} rows is lost ({damage})");
                    position += Math.Clamp(group.RowCount, 1, RowGroupReading.MaxRows);
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

    /// <summary>Opens and touches all that the footer claims, so that a damaged footer shows here and nowhere later.</summary>
    private static async Task<ParquetReader> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        ParquetReader reader = await WorkFile.OpenAsync(file, leaveOpen: true, cancellationToken).ConfigureAwait(false);
        foreach (Field field in reader.Schema.Fields) TypeName(field);
        for (int index = 0; index < reader.RowGroupCount; index++) _ = reader.OpenRowGroupReader(index).RowCount;
        return reader;
    }

    /// <summary>Runs a step; null when it worked, otherwise what is wrong with the bytes.</summary>
    private static async Task<string?> TryAsync(QuarantineRows rows, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (WorkFile.IsDamage(error))
        {
            return error.Message;
        }
        catch (Exception error) when (ReadFailure.IsFromSystem(error))
        {
            throw ReadFailure.Interrupted(rows.File, error);
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
