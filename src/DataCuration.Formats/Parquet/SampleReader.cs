using System.Runtime.CompilerServices;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet.Decoding;
using DataCuration.Formats.Storage;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Reads some columns of a Parquet file about samples, such as DataComp's metadata, a row group at a time. Only their bytes are read. Unlike documents, a
/// damaged row group is an error and no loss to be counted: pools are quantiles, and would silently be others.
/// </summary>
public static class SampleReader
{
    /// <summary>The row groups in the file's order; memory is that of one row group's wanted columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">The columns.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    /// <exception cref="DiagnosticException">DC2132: the file is no Parquet, is damaged, or lacks a column. DC1001, DC1007: the system refuses.</exception>
    public static async IAsyncEnumerable<SampleRows> ReadAsync(string path, SampleColumns wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        FileStream file = Open(path);
        await using (file.ConfigureAwait(false))
        {
            FileMetadata metadata = await GuardAsync(path, () => FileMetadata.ReadAsync(file, cancellationToken)).ConfigureAwait(false);
            SchemaNode uid = Column(path, metadata, wanted.Uid, "text", node => node.MayBeText);
            SchemaNode? text = wanted.Text is null ? null : Column(path, metadata, wanted.Text, "text", node => node.MayBeText);
            SchemaNode[] numbers = [.. wanted.Numbers.Select(name => Column(path, metadata, name, "numbers", IsNumber))];
            SchemaNode[] columns = [.. new[] { uid, text }.OfType<SchemaNode>().Concat(numbers).Distinct()];
            long position = 0;
            for (int index = 0; index < metadata.RowGroups.Count; index++)
            {
                RowGroup group = metadata.RowGroups[index];
                if (group.RowCount == 0) continue;
                Dictionary<SchemaNode, byte[]> chunks = await GuardAsync(path, () => ReadChunksAsync(file, group, columns, cancellationToken)).ConfigureAwait(false);
                (long first, int number) = (position, index);
                yield return new SampleRows(group.RowCount, () => Decode(path, number, first, group, chunks, uid, text, numbers));
                position += group.RowCount;
            }
        }
    }

    private static SampleBatch Decode(
        string path, int index, long first, RowGroup group, Dictionary<SchemaNode, byte[]> chunks, SchemaNode uid, SchemaNode? text, SchemaNode[] numbers)
    {
        try
        {
            if (group.RowCount > RowGroupReading.MaxRows) throw new InvalidDataException($"it claims {group.RowCount} rows; up to {RowGroupReading.MaxRows} are read");
            int rows = (int)group.RowCount;
            return new SampleBatch(
                path,
                first,
                BytesOf(ValuesOf(uid), rows),
                text is null ? [] : BytesOf(ValuesOf(text), rows),
                [.. numbers.Select(column => NumbersOf(ValuesOf(column), rows))],
                [.. numbers.Select(column => column.Type == PhysicalType.Float)]);
        }
        catch (InvalidDataException error)
        {
            throw Unreadable(path, $"row group {index} is damaged ({error.Message})");
        }

        ColumnValues ValuesOf(SchemaNode column)
        {
            ColumnChunk chunk = group.Chunks[column.Column];
            return chunk.ValueCount == group.RowCount
                ? ColumnDecoder.Decode(column, chunk, chunks[column], group.RowCount)
                : throw new InvalidDataException($"column '{column.Path}' has {chunk.ValueCount} values for {group.RowCount} rows");
        }
    }

    private static ReadOnlyMemory<byte>?[] BytesOf(ColumnValues values, int rows)
    {
        ReadOnlyMemory<byte>?[] bytes = new ReadOnlyMemory<byte>?[rows];
        for (int row = 0, next = 0; row < rows; row++)
        {
            if (values.IsPresent(row)) bytes[row] = values.Bytes[next++];
        }

        return bytes;
    }

    private static double[] NumbersOf(ColumnValues values, int rows)
    {
        bool isReal = values.Column.Type is PhysicalType.Float or PhysicalType.Double;
        double[] numbers = new double[rows];
        for (int row = 0, next = 0; row < rows; row++)
        {
            numbers[row] = !values.IsPresent(row) ? double.NaN : isReal ? values.Reals[next++] : values.Integers[next++];
        }

        return numbers;
    }

    private static async Task<Dictionary<SchemaNode, byte[]>> ReadChunksAsync(FileStream file, RowGroup group, SchemaNode[] columns, CancellationToken cancellationToken)
    {
        Dictionary<SchemaNode, byte[]> chunks = [];
        foreach (SchemaNode column in columns)
        {
            ColumnChunk chunk = group.Chunks[column.Column];
            if (chunk.Length > Array.MaxLength) throw new InvalidDataException($"column '{column.Path}' has {chunk.Length} bytes in one group; up to {Array.MaxLength} are read");
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)chunk.Length);
            file.Position = chunk.Offset;
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            chunks[column] = bytes;
        }

        return chunks;
    }

    private static bool IsNumber(SchemaNode column) =>
        column.Meaning is ValueMeaning.Plain or ValueMeaning.Unsigned
        && column.Type is PhysicalType.Float or PhysicalType.Double or PhysicalType.Int32 or PhysicalType.Int64;

    private static SchemaNode Column(string path, FileMetadata metadata, string name, string kind, Func<SchemaNode, bool> suits)
    {
        SchemaNode? column = metadata.Root.Children.Find(child => child.Name == name);
        return column is { MaxRepetition: 0, Type: not null } && suits(column)
            ? column
            : throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2132",
                    column is null
                        ? $"The file has no column '{name}'; it has {string.Join(", ", metadata.Root.Children.Select(child => $"{child.Name} ({child.TypeName})"))}. Name one of these."
                        : $"The column '{name}' holds {column.TypeName}; expected {kind}. Name another column.",
                    path),
                ExitCode.BadInput);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReadFailure.CannotOpen(path, error);
        }
    }

    private static async Task<T> GuardAsync<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Unreadable(path, error.Message);
        }
        catch (Exception error) when (ReadFailure.IsFromSystem(error))
        {
            throw ReadFailure.Interrupted(path, error);
        }
    }

    private static DiagnosticException Unreadable(string path, string detail) => new(
        Diagnostic.Error("DC2132", $"The samples cannot be read: {detail}. Pools of the other files alone would be other pools, so nothing is written. Download the file again, or leave it out.", path),
        ExitCode.BadInput);
}
