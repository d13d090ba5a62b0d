using DataCuration.Documents;

namespace DataCuration.Formats.Parquet;

/// <summary>Writes a part of documents: id, text, url, date, source, language, metadata. Absent until completed. Single-threaded; holds one row group.</summary>
/// <param name="path">The final path.</param>
public sealed class DocumentPartWriter(string path) : IAsyncDisposable
{
    private readonly PartFileWriter _file = new(path);
    private readonly List<Document> _pending = [];
    private long _pendingBytes;
    private bool _hasRowGroup;

    /// <summary>Adds documents in order.</summary>
    public async Task WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (Document document in documents)
        {
            _pending.Add(document);
            _pendingBytes += document.Text.Length;
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
        await _file.WriteRowGroupAsync(DocumentColumns.Of(_pending), cancellationToken).ConfigureAwait(false);
        _hasRowGroup = true;
        _pending.Clear();
        _pendingBytes = 0;
    }
}
