using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Numbers, flags and times of other people's files as text for the metadata.</summary>
internal static class ParquetScalar
{
    /// <summary>The values as invariant text, null where null; null when the type has no plain text form (nested, binary).</summary>
    public static async Task<string?[]?> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        return field.ClrType switch
        {
            var type when type == typeof(int) => await ReadAsync<int>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(long) => await ReadAsync<long>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(float) => await ReadAsync<float>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(double) => await ReadAsync<double>(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(bool) => await ReadFlagsAsync(group, field, cancellationToken).ConfigureAwait(false),
            var type when type == typeof(DateTime) => await ReadAsync<DateTime>(group, field, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
    }

    private static async Task<string?[]?> ReadAsync<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct, IFormattable
    {
        T?[] values = new T?[checked((int)group.RowCount)];
        await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(values, value => value?.ToString(value is DateTime ? "O" : null, CultureInfo.InvariantCulture));
    }

    private static async Task<string?[]?> ReadFlagsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        bool?[] values = new bool?[checked((int)group.RowCount)];
        await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(values, value => value switch { true => "true", false => "false", null => null });
    }
}
