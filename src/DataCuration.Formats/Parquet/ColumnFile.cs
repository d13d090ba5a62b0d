using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Stores a stage's columns: id as 32 hex digits, then one Parquet column each. Row groups of 65,536 rows.</summary>
public static class ColumnFile
{
    private const int RowGroupRows = 1 << 16;

    /// <summary>Writes a table; the file appears whole or not at all, with the same bytes for the same table.</summary>
    /// <exception cref="NotSupportedException">A column's element type is none that <see cref="Column.ElementType"/> lists.</exception>
    public static Task WriteAsync(string path, ColumnTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return WriteAsync(path, table, (write, token) => write(table, token), cancellationToken);
    }

    /// <summary>Writes tables of the same columns one after another, so that they need not be in memory together.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    /// <param name="layout">A table with the columns' names and types; its rows are not written.</param>
    /// <param name="produce">Gives the tables to its argument, in order; each begins a row group.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    /// <exception cref="NotSupportedException">A column's element type is none that <see cref="Column.ElementType"/> lists.</exception>
    public static Task WriteAsync(
        string path, ColumnTable layout, Func<Func<ColumnTable, CancellationToken, Task>, CancellationToken, Task> produce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(produce);
        ColumnCodec[] codecs = layout.Columns.Select(column => ColumnCodec.Of(column.ElementType, column.Name)).ToArray();
        ParquetLayout fields = new(
        [
            ParquetLayout.Text(DocumentLayout.Id, isNullable: false),
            .. layout.Columns.Zip(codecs, (column, codec) => codec.Field(column.Name)),
        ]);
        return WorkFile.WriteAsync(
            path, fields, (writer, token) => produce((table, writing) => WriteGroupsAsync(writer, fields, codecs, table, writing), token), cancellationToken);
    }

    private static async Task WriteGroupsAsync(
        ParquetWriter writer, ParquetLayout layout, ColumnCodec[] codecs, ColumnTable table, CancellationToken cancellationToken)
    {
        for (int start = 0; start < table.Count; start += RowGroupRows)
        {
            Range rows = start..Math.Min(table.Count, start + RowGroupRows);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            (int offset, int length) = rows.GetOffsetAndLength(table.Count);
            IEnumerable<string> ids = Enumerable.Range(offset, length).Select(row => table.Ids[row].ToString());
            await group.WriteStringsAsync(layout[DocumentLayout.Id], ids, cancellationToken).ConfigureAwait(false);
            for (int column = 0; column < codecs.Length; column++)
            {
                Column values = table.Columns[column];
                await codecs[column].WriteAsync(group, layout[values.Name], values, rows, cancellationToken).ConfigureAwait(false);
            }

            group.CompleteValidate();
        }
    }

    /// <summary>Reads the ids and the named columns, in the order of <paramref name="names"/>; all columns when it is null. Others are not touched.</summary>
    /// <exception cref="DiagnosticException">DC1040: the file is missing, damaged or lacks a column.</exception>
    public static async Task<ColumnTable> ReadAsync(string path, IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        ParquetReader reader = await WorkFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await WorkFile.GuardAsync(path, () => ReadAsync(path, reader, names, cancellationToken)).ConfigureAwait(false);
        }
    }

    private static async Task<ColumnTable> ReadAsync(
        string path, ParquetReader reader, IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        Dictionary<string, DataField> fields = reader.Schema.DataFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        names ??= [.. reader.Schema.DataFields.Select(field => field.Name).Where(name => name != DocumentLayout.Id)];
        foreach (string name in names.Prepend(DocumentLayout.Id))
        {
            if (!fields.ContainsKey(name)) throw WorkFile.Unreadable(path, $"it has no column '{name}'; its columns are: {string.Join(", ", fields.Keys)}");
        }

        ParquetLayout layout = new(reader.Schema.DataFields);
        List<DocumentId> ids = [];
        ColumnCodec[] codecs = [.. names.Select(name => ColumnCodec.Of(fields[name].ClrType, name))];
        List<Array>[] chunks = [.. names.Select(_ => new List<Array>())];
        for (int index = 0; index < reader.RowGroupCount; index++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
            string?[] groupIds = await group.ReadStringsAsync(layout[DocumentLayout.Id], cancellationToken).ConfigureAwait(false);
            ids.AddRange(groupIds.Select(id => DocumentId.Parse(id!)));
            for (int column = 0; column < codecs.Length; column++)
            {
                chunks[column].Add(await codecs[column].ReadAsync(group, layout[names[column]], cancellationToken).ConfigureAwait(false));
            }
        }

        Column[] columns = [.. codecs.Select((codec, column) => codec.Join(names[column], chunks[column]))];
        return new ColumnTable(ids, columns);
    }
}
