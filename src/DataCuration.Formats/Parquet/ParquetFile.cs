using System.IO.Compression;
using DataCuration.Formats.Storage;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>The one way the work directory's Parquet files are written and read. Zstandard with an explicit level: the library's default compresses at 2 MB/s.</summary>
internal static class ParquetFile
{
    public static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };

    /// <summary>Writes one row group, completely or not at all.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<ParquetColumn> columns, CancellationToken cancellationToken)
    {
        FileStream stream = AtomicFile.OpenTemporary(path);
        await using (stream.ConfigureAwait(false))
        {
            ParquetSchema schema = new([.. columns.Select(column => column.Field)]);
            ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, Options, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                await WriteRowGroupAsync(writer, columns, cancellationToken).ConfigureAwait(false);
            }

            stream.Flush(flushToDisk: true);
        }

        AtomicFile.Publish(path);
    }

    public static async Task WriteRowGroupAsync(ParquetWriter writer, IReadOnlyList<ParquetColumn> columns, CancellationToken cancellationToken)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (ParquetColumn column in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await column.WriteAsync(group).ConfigureAwait(false);
        }
    }
}
