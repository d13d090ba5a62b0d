using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet.Decoding;
using DataCuration.Formats.Storage;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Reads anybody's Parquet file as records, a block a row group; position is the row number. The text is read as UTF-8 bytes. Top-level scalar columns
/// that are not mapped become the metadata object; nested and binary columns are left out. Only the mapped columns' bytes are read.
/// </summary>
internal static class ParquetRecordReader
{
    /// <summary>Reads a seekable stream to the end.</summary>
    public static async IAsyncEnumerable<RecordBlock> ReadAsync(
        Stream file, FieldMapping mapping, QuarantineRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileMetadata? metadata = null;
        string? damage = await TryAsync(rows, async () => metadata = await FileMetadata.ReadAsync(file, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (metadata is null)
        {
            yield return RecordBlock.Of(rows.UnreadableParquet(0, damage!));
            yield break;
        }

        if (SourceColumns.Choose(metadata.Root, mapping) is not { } columns)
        {
            yield return RecordBlock.Of(rows.NoTextColumn(mapping.Text, SchemaPaths.Of(metadata.Root).Select(column => $"{column.Path} ({column.Column.TypeName})")));
            yield break;
        }

        long position = 0;
        for (int index = 0; index < metadata.RowGroups.Count; index++)
        {
            RowGroup group = metadata.RowGroups[index];
            if (group.RowCount == 0) continue;
            List<byte[]> chunks = [];
            damage = await TryAsync(rows, () => ReadChunksAsync(file, columns, group, chunks, cancellationToken)).ConfigureAwait(false);
            (int groupIndex, long start, string? unread) = (index, position, damage);
            yield return new RecordBlock(
                _ => unread is null ? Decode(mapping, columns, group, groupIndex, chunks, start, rows) : [Lost(rows, start, groupIndex, group, unread)],
                SizeOf(columns, group));
            position += Math.Min(group.RowCount, RowGroupReading.MaxRows);
        }

        if (position == 0) yield return RecordBlock.Of(rows.Empty());
    }

    /// <summary>What the group takes while it is decoded: its bytes twice, compressed and not, as far as the footer can be believed.</summary>
    private static long SizeOf(SourceColumns columns, RowGroup group)
    {
        const long most = 1L << 40;
        return columns.All.Sum(column => group.Chunks[column.Column].Length + Math.Min(most, group.Chunks[column.Column].UncompressedLength));
    }

    private static async Task ReadChunksAsync(Stream file, SourceColumns columns, RowGroup group, List<byte[]> chunks, CancellationToken cancellationToken)
    {
        foreach (SchemaNode column in columns.All)
        {
            ColumnChunk chunk = group.Chunks[column.Column];
            if (chunk.Length > Array.MaxLength) throw new InvalidDataException($"column '{column.Path}' has {chunk.Length} bytes in one group; up to {Array.MaxLength} are read");
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)chunk.Length);
            file.Position = chunk.Offset;
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            chunks.Add(bytes);
        }
    }

    private static IEnumerable<ReadItem> Decode(
        FieldMapping mapping, SourceColumns columns, RowGroup group, int index, List<byte[]> chunks, long position, QuarantineRows rows)
    {
        ParquetRows? read = null;
        string damage = "";
        try
        {
            read = ParquetRows.Decode(mapping, columns, group, chunks);
        }
        catch (InvalidDataException error)
        {
            damage = error.Message;
        }

        if (read is null)
        {
            // One row for the group, at its first row; the groups after it may be whole.
            yield return Lost(rows, position, index, group, damage);
            yield break;
        }

        using (read)
        {
            for (int row = 0; row < read.Count; row++) yield return read.Record(row, position + row, rows);
        }
    }

    private static ReadItem Lost(QuarantineRows rows, long position, int index, RowGroup group, string damage) =>
        rows.UnreadableParquet(position, $"row group {index} with {group.RowCount} rows is lost ({damage})");

    /// <summary>Runs a step; null when it worked, otherwise what is wrong with the bytes.</summary>
    private static async Task<string?> TryAsync(QuarantineRows rows, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return error.Message;
        }
        catch (Exception error) when (ReadFailure.IsFromSystem(error))
        {
            throw ReadFailure.Interrupted(rows.File, error);
        }
    }
}
