using System.Text;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Reads columns of a row group into arrays with one element a row.</summary>
internal static class RowGroupReading
{
    /// <summary>More rows in one group are taken as damage: a wrong count must not ask for all memory.</summary>
    public const int MaxRows = 1 << 24;

    /// <summary>The number of rows, when it is believable.</summary>
    public static int CountRows(this ParquetRowGroupReader group) =>
        group.RowCount is >= 0 and <= MaxRows
            ? (int)group.RowCount
            : throw new InvalidDataException($"a row group claims {group.RowCount} rows; up to {MaxRows} are read");

    /// <summary>A column of values; null where the file has none.</summary>
    public static async Task<T?[]> ReadOptionalAsync<T>(this ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        int rows = group.CountRows();
        T[] values = new T[rows];
        T?[] result = new T?[rows];
        if (field.MaxDefinitionLevel == 0)
        {
            await group.ReadRawAsync<T>(field, values, null, null, cancellationToken).ConfigureAwait(false);
            for (int row = 0; row < rows; row++) result[row] = values[row];
            return result;
        }

        int[] levels = new int[rows];
        await group.ReadRawAsync<T>(field, values, (Memory<int>)levels, null, cancellationToken).ConfigureAwait(false);
        int present = 0;
        for (int row = 0; row < rows; row++)
        {
            if (levels[row] == field.MaxDefinitionLevel) result[row] = values[present++];
        }

        return result;
    }

    /// <summary>A required column of values.</summary>
    public static async Task<T[]> ReadRequiredAsync<T>(this ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        if (field.MaxDefinitionLevel > 0) throw new InvalidDataException($"column '{field.Name}' may hold nulls; expected a required column");
        T[] values = new T[group.CountRows()];
        await group.ReadRawAsync<T>(field, values, null, null, cancellationToken).ConfigureAwait(false);
        return values;
    }

    /// <summary>A column of strings; null where the file has none.</summary>
    public static async Task<string?[]> ReadStringsAsync(this ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>?[] values = await group.ReadOptionalAsync<ReadOnlyMemory<byte>>(field, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(values, value => value is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null);
    }
}
