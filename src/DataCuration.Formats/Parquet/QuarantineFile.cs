using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Stores quarantine rows: source, file, position, code, message, raw (the record's first bytes).</summary>
public static class QuarantineFile
{
    private const int RowGroupRows = 1 << 12;

    private static DataField[] Fields() =>
    [
        ParquetLayout.Text("source", isNullable: false),
        ParquetLayout.Text("file", isNullable: false),
        new DataField("position", typeof(long), isNullable: false),
        ParquetLayout.Text("code", isNullable: false),
        ParquetLayout.Text("message", isNullable: false),
        new DataField("raw", typeof(byte[]), isNullable: false, isArray: false),
    ];

    /// <summary>Writes one source's rows in order; the file appears whole or not at all.</summary>
    public static Task WriteAsync(string path, string source, IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(records);
        ParquetLayout layout = new(Fields());
        return WorkFile.WriteAsync(
            path,
            layout,
            async (writer, token) =>
            {
                foreach (QuarantinedRecord[] rows in records.Chunk(RowGroupRows))
                {
                    using ParquetRowGroupWriter group = writer.CreateRowGroup();
                    await WriteGroupAsync(group, layout, source, rows, token).ConfigureAwait(false);
                    group.CompleteValidate();
                }
            },
            cancellationToken);
    }

    /// <summary>Reads the rows in order, each with its source's name.</summary>
    /// <exception cref="DiagnosticException">DC1040: the file is missing or damaged.</exception>
    public static async Task<IReadOnlyList<(string Source, QuarantinedRecord Record)>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ParquetLayout layout = new(Fields());
        ParquetReader reader = await WorkFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            List<(string, QuarantinedRecord)> records = [];
            for (int index = 0; index < reader.RowGroupCount; index++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
                records.AddRange(await WorkFile.GuardAsync(path, () => ReadGroupAsync(group, layout, cancellationToken)).ConfigureAwait(false));
            }

            return records;
        }
    }

    private static async Task WriteGroupAsync(
        ParquetRowGroupWriter group, ParquetLayout layout, string source, QuarantinedRecord[] rows, CancellationToken token)
    {
        await group.WriteStringsAsync(layout["source"], rows.Select(_ => source), token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["file"], rows.Select(row => row.File), token).ConfigureAwait(false);
        await group.WriteAsync<long>(layout["position"], rows.Select(row => row.Position).ToArray(), null, null, token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["code"], rows.Select(row => row.Code), token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["message"], rows.Select(row => row.Message), token).ConfigureAwait(false);
        await group.WriteBytesAsync(layout["raw"], rows.Select(row => row.Raw).ToArray(), token).ConfigureAwait(false);
    }

    private static async Task<(string, QuarantinedRecord)[]> ReadGroupAsync(ParquetRowGroupReader group, ParquetLayout layout, CancellationToken token)
    {
        string?[] sources = await group.ReadStringsAsync(layout["source"], token).ConfigureAwait(false);
        string?[] files = await group.ReadStringsAsync(layout["file"], token).ConfigureAwait(false);
        long[] positions = await group.ReadRequiredAsync<long>(layout["position"], token).ConfigureAwait(false);
        string?[] codes = await group.ReadStringsAsync(layout["code"], token).ConfigureAwait(false);
        string?[] messages = await group.ReadStringsAsync(layout["message"], token).ConfigureAwait(false);
        ReadOnlyMemory<byte>[] raws = await group.ReadRequiredAsync<ReadOnlyMemory<byte>>(layout["raw"], token).ConfigureAwait(false);
        (string, QuarantinedRecord)[] records = new (string, QuarantinedRecord)[positions.Length];
        for (int row = 0; row < records.Length; row++)
        {
            QuarantinedRecord record = new()
            {
                File = files[row]!,
                Position = positions[row],
                Code = codes[row]!,
                Message = messages[row]!,
                Raw = raws[row],
            };
            records[row] = (sources[row]!, record);
        }

        return records;
    }
}
