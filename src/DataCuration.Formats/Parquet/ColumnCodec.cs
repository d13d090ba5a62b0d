using DataCuration.Documents.Columns;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>How a column of one element type is written and read. Immutable.</summary>
internal abstract class ColumnCodec
{
    /// <summary>The codec of an element type, as a table names it or as a Parquet file's schema does.</summary>
    public static ColumnCodec Of(Type type, string column)
    {
        if (type == typeof(double)) return new ValueCodec<double>();
        if (type == typeof(float)) return new ValueCodec<float>();
        if (type == typeof(long)) return new ValueCodec<long>();
        if (type == typeof(int)) return new ValueCodec<int>();
        if (type == typeof(bool)) return new ValueCodec<bool>();
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>)) return new StringCodec();
        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>)) return new BytesCodec();
        throw new NotSupportedException($"Column '{column}' holds {type.Name}; expected double, float, long, int, bool, string or byte[].");
    }

    public abstract DataField Field(string name);

    public abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, Range rows, CancellationToken cancellationToken);

    public abstract Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken);

    public abstract Column Join(string name, IReadOnlyList<Array> chunks);

    private static T[] Concatenate<T>(IReadOnlyList<Array> chunks)
    {
        T[] values = new T[chunks.Sum(chunk => chunk.Length)];
        int offset = 0;
        foreach (Array chunk in chunks)
        {
            chunk.CopyTo(values, offset);
            offset += chunk.Length;
        }

        return values;
    }

    private sealed class ValueCodec<T> : ColumnCodec
        where T : struct
    {
        public override DataField Field(string name) => new(name, typeof(T), isNullable: false);

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, Range rows, CancellationToken cancellationToken) =>
            group.WriteAsync<T>(field, ((Column<T>)column).Values.AsMemory(rows), null, null, cancellationToken);

        public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken) =>
            await group.ReadRequiredAsync<T>(field, cancellationToken).ConfigureAwait(false);

        public override Column Join(string name, IReadOnlyList<Array> chunks) => new Column<T>(name, Concatenate<T>(chunks));
    }

    private sealed class StringCodec : ColumnCodec
    {
        public override DataField Field(string name) => ParquetLayout.Text(name, isNullable: true);

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, Range rows, CancellationToken cancellationToken) =>
            group.WriteOptionalStringsAsync(field, new ArraySegment<string?>(((Column<string?>)column).Values)[rows], cancellationToken);

        public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken) =>
            await group.ReadStringsAsync(field, cancellationToken).ConfigureAwait(false);

        public override Column Join(string name, IReadOnlyList<Array> chunks) => new Column<string?>(name, Concatenate<string?>(chunks));
    }

    private sealed class BytesCodec : ColumnCodec
    {
        public override DataField Field(string name) => new(name, typeof(byte[]), isNullable: true, isArray: false);

        public override Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, Range rows, CancellationToken cancellationToken) =>
            group.WriteOptionalAsync(
                field,
                new ArraySegment<byte[]>(((Column<byte[]>)column).Values)[rows],
                value => value is null ? null : (ReadOnlyMemory<byte>?)value,
                cancellationToken);

        public override async Task<Array> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            ReadOnlyMemory<byte>?[] values = await group.ReadOptionalAsync<ReadOnlyMemory<byte>>(field, cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(values, value => value?.ToArray());
        }

        public override Column Join(string name, IReadOnlyList<Array> chunks) => new Column<byte[]>(name, Concatenate<byte[]>(chunks));
    }
}
