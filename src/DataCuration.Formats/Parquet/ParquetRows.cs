using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Typed reads of one row group, by column name.</summary>
internal sealed class ParquetRows(ParquetReader reader, ParquetRowGroupReader group)
{
    public int Count { get; } = checked((int)group.RowCount);

    public async Task<string?[]> TextAsync(string name, CancellationToken cancellationToken)
    {
        string?[] values = new string?[Count];
        await group.ReadAsync(Field(name), values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return values;
    }

    public async Task<byte[][]> BytesAsync(string name, CancellationToken cancellationToken)
    {
        byte[]?[] values = new byte[]?[Count];
        await group.ReadAsync(Field(name), values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(values, value => value ?? []);
    }

    public async Task<T[]> ValuesAsync<T>(string name, CancellationToken cancellationToken)
        where T : struct
    {
        T[] values = new T[Count];
        await group.ReadAsync<T>(Field(name), values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return values;
    }

    public async Task<T?[]> NullableAsync<T>(string name, CancellationToken cancellationToken)
        where T : struct
    {
        T?[] values = new T?[Count];
        await group.ReadAsync<T>(Field(name), values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
        return values;
    }

    private DataField Field(string name) => reader.Schema.DataFields.Single(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}
