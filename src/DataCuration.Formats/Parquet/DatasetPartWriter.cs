namespace DataCuration.Formats.Parquet;

/// <summary>Writes a part of the dataset: the document's columns, then pool, repetitions, score. Absent until completed. Single-threaded; holds one row group.</summary>
/// <param name="path">The final path.</param>
public sealed class DatasetPartWriter(string path) : IAsyncDisposable
{
    private readonly PartFileWriter _file = new(path);
    private readonly List<DatasetDocument> _pending = [];
    private long _pendingBytes;
    private bool _hasRowGroup;

    /// <summary>Adds documents in order.</summary>
    public async Task WriteAsync(IReadOnlyList<DatasetDocument> documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (DatasetDocument document in documents)
        {
            _pending.Add(document);
            _pendingBytes += document.Document.Text.Length;
            if (_pendingBytes >= DocumentColumns.RowGroupBytes)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what is pending, flushes to the device and renames.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count > 0 || !_hasRowGroup)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await _file.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Without completion, leaves nothing.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        List<ParquetColumn> columns = DocumentColumns.Of(_pending.ConvertAll(item => item.Document));
        columns.Add(ParquetColumn.OfText("pool", [.. _pending.Select(item => item.Pool)], isNullable: false));
        columns.Add(ParquetColumn.Of("repetitions", _pending.Select(item => item.Repetitions).ToArray()));
        columns.Add(ParquetColumn.Of("score", _pending.Select(item => item.Score).ToArray()));
        await _file.WriteRowGroupAsync(columns, cancellationToken).ConfigureAwait(false);
        _hasRowGroup = true;
        _pending.Clear();
        _pendingBytes = 0;
    }
}
