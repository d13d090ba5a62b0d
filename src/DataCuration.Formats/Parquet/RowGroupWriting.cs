using System.Text;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Writes columns of a row group as they lie in memory: strings as UTF-8, nulls as definition levels.</summary>
internal static class RowGroupWriting
{
    /// <summary>A required column of UTF-8 texts or bytes.</summary>
    public static Task WriteBytesAsync(
        this ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<ReadOnlyMemory<byte>> values, CancellationToken cancellationToken) =>
        group.WriteAsync(field, values, null, null, cancellationToken);

    /// <summary>A required column of strings.</summary>
    public static Task WriteStringsAsync(
        this ParquetRowGroupWriter group, DataField field, IEnumerable<string> values, CancellationToken cancellationToken) =>
        group.WriteBytesAsync(field, values.Select(value => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value)).ToArray(), cancellationToken);

    /// <summary>An optional column of strings.</summary>
    public static Task WriteOptionalStringsAsync(
        this ParquetRowGroupWriter group, DataField field, IEnumerable<string?> values, CancellationToken cancellationToken) =>
        group.WriteOptionalAsync(field, values, value => value is null ? null : (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(value), cancellationToken);

    /// <summary>An optional column; <paramref name="select"/> gives null for a missing value.</summary>
    public static Task WriteOptionalAsync<TRow, TValue>(
        this ParquetRowGroupWriter group, DataField field, IEnumerable<TRow> rows, Func<TRow, TValue?> select, CancellationToken cancellationToken)
        where TValue : struct
    {
        List<TValue> present = [];
        List<int> levels = [];
        foreach (TRow row in rows)
        {
            TValue? value = select(row);
            levels.Add(value.HasValue ? 1 : 0);
            if (value.HasValue) present.Add(value.Value);
        }

        return group.WriteAllPartsAsync<TValue>(field, present.ToArray(), (ReadOnlyMemory<int>)levels.ToArray(), null, cancellationToken);
    }
}
