using DataCuration.Documents;
using DataCuration.Formats.Storage;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Buffers rows to row groups of about so many bytes and writes them to a pending file. Where a row group ends
/// depends on the rows alone, not on how they came in batches, so the same rows give the same bytes. Single-threaded.
/// </summary>
internal sealed class PartFile<TRow> : IAsyncDisposable
{
    public const int RowGroupRows = 1 << 16;

    private readonly PendingFile _file;
    private readonly ParquetWriter _writer;
    private readonly long _rowGroupBytes;
    private readonly Func<TRow, Document> _documentOf;
    private readonly Func<ParquetRowGroupWriter, IReadOnlyList<TRow>, CancellationToken, Task> _writeColumns;
    private readonly List<TRow> _rows = [];
    private long _bufferedBytes;
    private long _rowCount;
    private long _textBytes;

    private PartFile(
        PendingFile file,
        ParquetWriter writer,
        long rowGroupBytes,
        Func<TRow, Document> documentOf,
        Func<ParquetRowGroupWriter, IReadOnlyList<TRow>, CancellationToken, Task> writeColumns)
    {
        _file = file;
        _writer = writer;
        _rowGroupBytes = rowGroupBytes;
        _documentOf = documentOf;
        _writeColumns = writeColumns;
    }

    public static async Task<PartFile<TRow>> OpenAsync(
        string path,
        ParquetLayout layout,
        ParquetOptions options,
        long rowGroupBytes,
        Func<TRow, Document> documentOf,
        Func<ParquetRowGroupWriter, IReadOnlyList<TRow>, CancellationToken, Task> writeColumns,
        CancellationToken cancellationToken)
    {
        PendingFile file = PendingFile.Create(path);
        try
        {
            ParquetWriter writer = await ParquetWriter.CreateAsync(
                layout.Declared, file.Stream, options, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new PartFile<TRow>(file, writer, rowGroupBytes, documentOf, writeColumns);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Rows that wait for their row group to be full.</summary>
    public int Waiting => _rows.Count;

    public async Task WriteAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (TRow row in rows)
        {
            Document document = _documentOf(row);
            _rows.Add(row);
            _rowCount++;
            _textBytes += document.Text.Length;
            _bufferedBytes += document.Text.Length + (document.Metadata?.Length ?? 0);
            if (_bufferedBytes >= _rowGroupBytes || _rows.Count >= RowGroupRows) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<PartSummary> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0) await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        _file.Complete();
        return new PartSummary(_rowCount, _textBytes);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        using (ParquetRowGroupWriter group = _writer.CreateRowGroup())
        {
            await _writeColumns(group, _rows, cancellationToken).ConfigureAwait(false);
            group.CompleteValidate();
        }

        _rows.Clear();
        _bufferedBytes = 0;
    }
}
