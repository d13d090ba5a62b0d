using DataCuration.Documents;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>Quarantined records: file, position, code, message, raw bytes.</summary>
public static class QuarantineFile
{
    /// <summary>Writes the records in order, completely or not at all.</summary>
    public static Task WriteAsync(string path, IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellationToken) =>
        ParquetFile.WriteAsync(
            path,
            [
                ParquetColumn.OfText("file", records.Select(record => record.File).ToArray(), isNullable: false),
                ParquetColumn.Of("position", records.Select(record => record.Position).ToArray()),
                ParquetColumn.OfText("code", records.Select(record => record.Code).ToArray(), isNullable: false),
                ParquetColumn.OfText("message", records.Select(record => record.Message).ToArray(), isNullable: false),
                ParquetColumn.OfBytes("raw", records.Select(record => record.Raw.ToArray()).ToArray()),
            ],
            cancellationToken);

    /// <summary>Reads all records in order.</summary>
    public static async Task<IReadOnlyList<QuarantinedRecord>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
            ParquetRows rows = new(reader, group);
            string?[] files = await rows.TextAsync("file", cancellationToken).ConfigureAwait(false);
            long[] positions = await rows.ValuesAsync<long>("position", cancellationToken).ConfigureAwait(false);
            string?[] codes = await rows.TextAsync("code", cancellationToken).ConfigureAwait(false);
            string?[] messages = await rows.TextAsync("message", cancellationToken).ConfigureAwait(false);
            byte[][] raw = await rows.BytesAsync("raw", cancellationToken).ConfigureAwait(false);
            return Enumerable.Range(0, rows.Count).Select(i => new QuarantinedRecord
            {
                File = files[i]!,
                Position = positions[i],
                Code = codes[i]!,
                Message = messages[i]!,
                Raw = raw[i],
            }).ToArray();
        }
    }
}
