using System.Text;
using DataCuration.Deduplication;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Pipelines.Flow;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>The first pass: reads every record once, hashes it on several threads, and stores sketches and facts in the order of files.</summary>
internal sealed class HashingPass(FileDeduplicationOptions options, SketchStore store, DocumentFactsFile facts, NumberedNames sources, NumberedNames files, int segment)
{
    private readonly DocumentSketcher _sketcher = new(options.Exact, options.MinHash);
    private readonly byte[] _sourceField = Encoding.UTF8.GetBytes(options.SourceField);

    /// <summary>Records that could not be read, in order.</summary>
    public List<QuarantinedRecord> Quarantined { get; } = [];

    /// <summary>Rows of each file: the number of its first and of the one after its last.</summary>
    public List<(int First, int End)> Rows { get; } = [];

    /// <summary>Bytes of text read.</summary>
    public long TextBytes { get; private set; }

    public async Task RunAsync(Action<long, long> progress, CancellationToken cancellationToken)
    {
        foreach (InputShard shard in options.Files)
        {
            int first = store.Count, file = files.NumberOf(shard.Name);
            await MapGraph.RunAsync(
                RecordBatches.ReadAsync(shard, options.Fields, Quarantined, cancellationToken),
                batch => batch.ConvertAll(record => Hash(record, shard)),
                (batch, _) =>
                {
                    Store(batch, file);
                    progress(store.Count - store.ReferenceCount, TextBytes);
                    return Task.CompletedTask;
                },
                options.Jobs,
                cancellationToken).ConfigureAwait(false);
            Rows.Add((first, store.Count));
        }

        facts.Complete();
    }

    private HashedDocument Hash(SourceRecord record, InputShard shard)
    {
        string source = RecordSource.Of(record, _sourceField, shard.DefaultSource);
        string scope = options.Scope switch
        {
            DuplicateScope.Source => source,
            DuplicateScope.Snapshot => record.Date is { Length: >= 7 } date ? date[..7] : "undated",
            DuplicateScope.Language => record.Language ?? "unknown",
            _ => "",
        };
        return new HashedDocument(
            FileDeduplicationJob.IdOf(segment, shard, record.Position),
            _sketcher.Sketch(record.Payload.Span, DocumentSketcher.ScopeOf(scope)),
            source,
            record.Payload.Length,
            options.Keep.ScoreOf(record, source),
            record.Position);
    }

    private void Store(List<HashedDocument> batch, int file)
    {
        foreach (HashedDocument document in batch)
        {
            store.Add(document.Id, document.Sketch);
            facts.Add(new DocumentFacts(document.TextBytes, document.Score, document.Position, sources.NumberOf(document.Source), file));
            TextBytes += document.TextBytes;
        }
    }
}
