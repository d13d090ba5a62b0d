using DataCuration.Documents;
using DataCuration.Documents.Columns;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>A stage's columns of one part: <c>id</c> (32 hex digits) and then the columns, one row group, plain types that any Parquet reader opens.</summary>
public static class ColumnFile
{
    /// <summary>Writes the table, completely or not at all. The same table gives the same bytes.</summary>
    /// <exception cref="NotSupportedException">A column's element type is none of double, float, long, int, bool, string, byte[].</exception>
    public static Task WriteAsync(string path, ColumnTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<ParquetColumn> columns = [ParquetColumn.OfText(IdColumn, table.Ids.Select(id => id.ToString()).ToArray(), isNullable: false)];
        columns.AddRange(table.Columns.Select(ToParquet));
        return ParquetFile.WriteAsync(path, columns, cancellationToken);
    }

    /// <summary>Reads the ids and the named columns only; all columns when <paramref name="names"/> is null.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such column.</exception>
    public static async Task<ColumnTable> ReadAsync(string path, IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
            ParquetRows rows = new(reader, group);
            string?[] ids = await rows.TextAsync(IdColumn, cancellationToken).ConfigureAwait(false);
            List<Column> columns = [];
            foreach (string name in names ?? reader.Schema.DataFields.Select(field => field.Name).Where(name => name != IdColumn).ToArray())
            {
                DataField field = reader.Schema.DataFields.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal))
                    ?? throw new KeyNotFoundException($"{path} has no column '{name}'; there are: {string.Join(", ", reader.Schema.DataFields.Select(candidate => candidate.Name))}.");
                columns.Add(await ReadColumnAsync(rows, field, cancellationToken).ConfigureAwait(false));
            }

            return new ColumnTable(Array.ConvertAll(ids, id => DocumentId.Parse(id!)), columns);
        }
    }

    internal const string IdColumn = "id";

    private static ParquetColumn ToParquet(Column column) => column switch
    {
        Column<double> c => ParquetColumn.Of(c.Name, c.Values),
        Column<float> c => ParquetColumn.Of(c.Name, c.Values),
        Column<long> c => ParquetColumn.Of(c.Name, c.Values),
        Column<int> c => ParquetColumn.Of(c.Name, c.Values),
        Column<bool> c => ParquetColumn.Of(c.Name, c.Values),
        Column<string?> c => ParquetColumn.OfText(c.Name, c.Values, isNullable: true),
        Column<byte[]> c => ParquetColumn.OfBytes(c.Name, c.Values),
        _ => throw new NotSupportedException($"Column '{column.Name}' holds {column.ElementType.Name}; columns hold double, float, long, int, bool, string or byte[]."),
    };

    private static async Task<Column> ReadColumnAsync(ParquetRows rows, DataField field, CancellationToken cancellationToken)
    {
        string name = field.Name;
        return field.ClrType switch
        {
            var type when type == typeof(double) => new Column<double>(name, await rows.ValuesAsync<double>(name, cancellationToken).ConfigureAwait(false)),
            var type when type == typeof(float) => new Column<float>(name, await rows.ValuesAsync<float>(name, cancellationToken).ConfigureAwait(false)),
            var type when type == typeof(long) => new Column<long>(name, await rows.ValuesAsync<long>(name, cancellationToken).ConfigureAwait(false)),
            var type when type == typeof(int) => new Column<int>(name, await rows.ValuesAsync<int>(name, cancellationToken).ConfigureAwait(false)),
            var type when type == typeof(bool) => new Column<bool>(name, await rows.ValuesAsync<bool>(name, cancellationToken).ConfigureAwait(false)),
            var type when type == typeof(ReadOnlyMemory<byte>) => new Column<byte[]>(name, await rows.BytesAsync(name, cancellationToken).ConfigureAwait(false)),
            _ => new Column<string?>(name, await rows.TextAsync(name, cancellationToken).ConfigureAwait(false)),
        };
    }
}
