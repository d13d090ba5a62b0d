using DataCuration.Formats.Storage;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>A Parquet file of several row groups that appears under its name only when it is complete. Single-threaded.</summary>
internal sealed class PartFileWriter(string path) : IAsyncDisposable
{
    private FileStream? _stream;
    private ParquetWriter? _writer;

    public async Task WriteRowGroupAsync(IReadOnlyList<ParquetColumn> columns, CancellationToken cancellationToken)
    {
        _stream ??= AtomicFile.OpenTemporary(path);
        _writer ??= await ParquetWriter.CreateAsync(
            new ParquetSchema([.. columns.Select(column => column.Field)]), _stream, ParquetFile.Options, cancellationToken: cancellationToken).ConfigureAwait(false);
        await ParquetFile.WriteRowGroupAsync(_writer, columns, cancellationToken).ConfigureAwait(false);
    }

    public async Task CompleteAsync()
    {
        await _writer!.DisposeAsync().ConfigureAwait(false);
        _writer = null;
        _stream!.Flush(flushToDisk: true);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _stream = null;
        AtomicFile.Publish(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is null)
        {
            return;
        }

        // Not completed: nothing may stay, not even the footer that the writer would add.
        await _stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(AtomicFile.TemporaryPath(path));
    }
}
