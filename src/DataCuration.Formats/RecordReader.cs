using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Compression;
using DataCuration.Formats.Jsonl;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Warc;

namespace DataCuration.Formats;

/// <summary>Reads any supported shard. Bad records are items of the sequence, never exceptions.</summary>
public static class RecordReader
{
    /// <summary>The records of a file, in order, with those that could not be read and those that hold no document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="relativePath">The path that quarantined records carry.</param>
    /// <param name="source">Format (by content when automatic) and field mapping.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        string path, string relativePath, SourceOptions source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        long count = 0;
        Stream stream = InputStream.Open(path);
        await using (stream.ConfigureAwait(false))
        {
            InputBuffer input = new(stream);
            await input.EnsureAsync(8, cancellationToken).ConfigureAwait(false);
            RecordFormat format = source.Format == RecordFormat.Auto ? Detect(input.Window) : source.Format;
            IAsyncEnumerable<ReadItem> items = format switch
            {
                RecordFormat.Parquet => new ParquetRecordReader(relativePath, source.Fields).ReadAsync(path, cancellationToken),
                RecordFormat.Warc or RecordFormat.Wet => new WarcReader(relativePath).ReadAsync(input, cancellationToken),
                _ => new JsonlReader(relativePath, source.Fields).ReadAsync(input, cancellationToken),
            };
            await foreach (ReadItem item in items.ConfigureAwait(false))
            {
                count++;
                yield return item;
            }

            if (input.Damage is { } damage)
            {
                count++;
                yield return ReadItem.From(new QuarantinedRecord
                {
                    File = relativePath,
                    Position = input.Position,
                    Code = "DC1001",
                    Message = $"The compressed file is damaged or cut off: {damage} Records up to offset {input.Position} of the decompressed stream were read; fetch the file again.",
                    Raw = input.Window[..Math.Min(input.Length, QuarantinedRecord.MaxRawBytes)].ToArray(),
                });
            }
        }

        if (count == 0)
        {
            yield return ReadItem.From(new QuarantinedRecord
            {
                File = relativePath,
                Position = 0,
                Code = "DC1006",
                Message = "The file holds no record. Was the download complete? Remove the file from the source when it is meant to be empty.",
            });
        }
    }

    private static RecordFormat Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith("PAR1"u8) ? RecordFormat.Parquet
        : start.TrimStart("\r\n"u8).StartsWith("WARC/"u8) ? RecordFormat.Warc
        : RecordFormat.Jsonl;
}
