using System.Globalization;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>
/// Writes a shard's parts, ledger and quarantine. A part ends when its text reaches the limit. Single-threaded.
/// Raw bytes are kept for the first thousand bad records, so that a wholly damaged shard stays within memory.
/// </summary>
internal sealed class ShardWriter(WorkDirectory work, string source, string shardKey, long partBytes) : IAsyncDisposable
{
    private const int RecordsWithRawBytes = 1000;

    private readonly List<string> _outputs = [];
    private readonly List<LedgerEntry> _dropped = [];
    private readonly List<QuarantinedRecord> _quarantined = [];
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Queue<(IDisposable Memory, long Documents)> _unwritten = [];
    private DocumentPartWriter? _part;
    private long _bytesInPart;
    private long _documents;
    private long _textBytes;
    private long _skipped;

    public async Task WriteAsync(IngestedBatch batch, CancellationToken cancellationToken)
    {
        _dropped.AddRange(batch.Dropped);
        foreach (LedgerEntry entry in batch.Dropped)
        {
            Count(entry.Rule);
        }

        foreach (QuarantinedRecord record in batch.Quarantined)
        {
            Count(record.Code);
            _quarantined.Add(_quarantined.Count < RecordsWithRawBytes ? record : record with { Raw = default });
        }

        foreach (string kind in batch.SkippedKinds)
        {
            Count(kind);
            _skipped++;
        }

        await WriteAsync(batch.Documents, cancellationToken).ConfigureAwait(false);
        if (batch.Memory is not null)
        {
            _unwritten.Enqueue((batch.Memory, _documents));
        }

        while (_unwritten.TryPeek(out (IDisposable Memory, long Documents) held) && held.Documents <= _documents - (_part?.Waiting ?? 0))
        {
            _unwritten.Dequeue().Memory.Dispose();
        }
    }

    public async Task<TaskResult> CompleteAsync(CancellationToken cancellationToken)
    {
        await EndPartAsync(cancellationToken).ConfigureAwait(false);
        if (_dropped.Count > 0)
        {
            _outputs.Add(work.Ledger(StageNames.Ingest, shardKey));
            await LedgerFile.WriteAsync(_outputs[^1], _dropped, cancellationToken).ConfigureAwait(false);
        }

        if (_quarantined.Count > 0)
        {
            _outputs.Add(work.Quarantine(shardKey));
            await QuarantineFile.WriteAsync(_outputs[^1], source, _quarantined, cancellationToken).ConfigureAwait(false);
        }

        TaskCounts counts = new()
        {
            In = _documents + _dropped.Count + _quarantined.Count,
            Out = _documents,
            Dropped = _dropped.Count,
            Quarantined = _quarantined.Count,
            Skipped = _skipped,
            TextBytes = _textBytes,
            Reasons = _reasons,
        };
        return new TaskResult(_outputs, counts);
    }

    public async ValueTask DisposeAsync()
    {
        if (_part is not null)
        {
            await _part.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Where a part ends depends on the documents alone, not on how they come in batches.</summary>
    private async Task WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        for (int start = 0; start < documents.Count;)
        {
            if (_part is not null && _bytesInPart >= partBytes)
            {
                await EndPartAsync(cancellationToken).ConfigureAwait(false);
            }

            _part ??= await BeginPartAsync(cancellationToken).ConfigureAwait(false);
            int end = start;
            long bytes = 0;
            while (end < documents.Count && _bytesInPart + bytes < partBytes)
            {
                bytes += documents[end++].Text.Length;
            }

            await _part.WriteAsync([.. documents.Skip(start).Take(end - start)], cancellationToken).ConfigureAwait(false);
            _bytesInPart += bytes;
            _textBytes += bytes;
            _documents += end - start;
            start = end;
        }
    }

    private Task<DocumentPartWriter> BeginPartAsync(CancellationToken cancellationToken)
    {
        string name = shardKey + "-" + _outputs.Count.ToString("D5", CultureInfo.InvariantCulture);
        _outputs.Add(work.Documents(name));
        _bytesInPart = 0;
        return DocumentPartWriter.OpenAsync(_outputs[^1], cancellationToken);
    }

    private async Task EndPartAsync(CancellationToken cancellationToken)
    {
        if (_part is not null)
        {
            await _part.CompleteAsync(cancellationToken).ConfigureAwait(false);
            await _part.DisposeAsync().ConfigureAwait(false);
            _part = null;
        }
    }

    private void Count(string reason) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
}
