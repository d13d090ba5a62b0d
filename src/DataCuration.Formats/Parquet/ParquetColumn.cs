using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>A column with its values, ready to be written into a row group.</summary>
/// <param name="Field">Name and type.</param>
/// <param name="WriteAsync">Writes the values.</param>
internal sealed record ParquetColumn(DataField Field, Func<ParquetRowGroupWriter, Task> WriteAsync)
{
    public static ParquetColumn OfText(string name, string?[] values, bool isNullable)
    {
        DataField field = new DataField<string>(name, isNullable);
        return new ParquetColumn(field, async group => await group.WriteAsync(field, values!).ConfigureAwait(false));
    }

    public static ParquetColumn OfBytes(string name, byte[][] values)
    {
        DataField field = new DataField<byte[]>(name, false);
        return new ParquetColumn(field, async group => await group.WriteAsync(field, values).ConfigureAwait(false));
    }

    public static ParquetColumn Of<T>(string name, T[] values)
        where T : struct
    {
        DataField field = new DataField<T>(name);
        return new ParquetColumn(field, async group => await group.WriteAsync<T>(field, values).ConfigureAwait(false));
    }

    public static ParquetColumn OfNullable<T>(string name, T?[] values)
        where T : struct
    {
        DataField field = new DataField<T?>(name);
        return new ParquetColumn(field, async group => await group.WriteAsync<T>(field, (ReadOnlyMemory<T?>)values).ConfigureAwait(false));
    }
}
