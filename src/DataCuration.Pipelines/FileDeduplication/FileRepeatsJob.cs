// Cuts repeated text out of plain files: show every record to the search (one or two passes), let it say what repeats, judge what each source would lose,
// then copy (last pass). Results depend on the records and their file names only.
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using DataCuration.Deduplication.Repeats;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Edits;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Repeats;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Cuts repeated lines, paragraphs or spans out of files without a recipe. Used once.</summary>
public sealed class FileRepeatsJob
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions LineJson = new(Json) { WriteIndented = false };

    private readonly FileRepeatsOptions _options;
    private readonly RepeatMethod _method;
    private readonly byte[] _sourceField;
    private readonly List<QuarantinedRecord> _quarantined = [];
    private readonly List<(int File, long Position)> _places = [];
    private readonly SortedDictionary<string, SourceLoss> _losses = new(StringComparer.Ordinal);
    private long _spans;
    private long _spanBytes;
    private long _cut;

    private FileRepeatsJob(FileRepeatsOptions options)
    {
        _options = options;
        _method = RepeatMethod.Of(options.Method).Single();
        _sourceField = Encoding.UTF8.GetBytes(options.SourceField);
    }

    /// <summary>
    /// Writes <c>kept/</c> (records with the cuts made), <c>removed/</c> (each span with its twin), <c>summary.json</c> and <c>quarantine.jsonl</c>; when a
    /// source would be wiped (<see cref="LossGuard"/>), only the last two.
    /// </summary>
    /// <exception cref="DiagnosticException">An option or a file is at fault, or memory does not suffice.</exception>
    public static Task<FileRepeatsSummary> RunAsync(FileRepeatsOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FileRepeatsJob(options).RunAsync(cancellationToken);
    }

    private async Task<FileRepeatsSummary> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(_options.OutputFolder, ".sorting");
        if (Directory.Exists(folder))
        {
            // What a killed run left behind.
            Directory.Delete(folder, recursive: true);
        }

        try
        {
            long bytes = _options.Files.Sum(file => new FileInfo(file.Path).Length * 2);
            using IRepeatedTextSearch search = _method.Create(folder, _options.MemoryBytes, bytes);
            await RepeatScan.RunAsync(search, () => Documents(cancellationToken), _options.Jobs, cancellationToken).ConfigureAwait(false);
            List<DocumentRepeats> repeats = [.. search.Resolve(cancellationToken)];
            return await WriteAsync(search, repeats, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<RepeatDocument>> Documents([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _quarantined.Clear();
        _places.Clear();
        for (int file = 0; file < _options.Files.Count; file++)
        {
            InputShard shard = _options.Files[file];
            await foreach (List<SourceRecord> batch in RecordBatches.ReadAsync(shard, _options.Fields, _quarantined, cancellationToken).ConfigureAwait(false))
            {
                RepeatDocument[] documents = new RepeatDocument[batch.Count];
                for (int i = 0; i < documents.Length; i++)
                {
                    SourceRecord record = batch[i];
                    _places.Add((file, record.Position));
                    documents[i] = new RepeatDocument(
                        FileDeduplicationJob.IdOf(0, shard, record.Position), record.Payload, _method.ScopeOf(RecordSource.Of(record, _sourceField, shard.DefaultSource), record.Url), TakesPart: true);
                }

                yield return documents;
            }
        }
    }

    private async Task<FileRepeatsSummary> WriteAsync(IRepeatedTextSearch search, List<DocumentRepeats> repeats, CancellationToken cancellationToken)
    {
        await CopyAsync(search, repeats, isDry: true, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Diagnostic> problems = LossGuard.Check(_losses.Values, _options.AcknowledgedSources);
        FileRepeatsSummary summary = new()
        {
            Documents = _places.Count,
            TextBytes = _losses.Values.Sum(loss => loss.Bytes),
            DocumentsCut = _cut,
            DocumentsRemoved = _losses.Values.Sum(loss => loss.RemovedDocuments),
            Spans = _spans,
            SpanBytes = _spanBytes,
            Quarantined = _quarantined.Count,
            Sources = [.. _losses.Values],
            Diagnostics = problems,
        };
        if (!summary.IsStopped)
        {
            await CopyAsync(search, repeats, isDry: false, cancellationToken).ConfigureAwait(false);
        }

        AtomicFile.Write(Path.Combine(_options.OutputFolder, "summary.json"), JsonSerializer.Serialize(summary with { Diagnostics = [] }, Json) + "\n");
        AtomicFile.Write(
            Path.Combine(_options.OutputFolder, "quarantine.jsonl"),
            string.Concat(_quarantined.Select(row => JsonSerializer.Serialize(new { row.File, row.Position, row.Code, row.Message }, LineJson) + "\n")));
        return summary;
    }

    private async Task CopyAsync(IRepeatedTextSearch search, List<DocumentRepeats> repeats, bool isDry, CancellationToken cancellationToken)
    {
        int row = 0, next = 0;
        foreach (InputShard shard in _options.Files)
        {
            async Task Copy(Stream? kept, Stream? removed)
            {
                await foreach (List<SourceRecord> batch in RecordBatches.ReadAsync(shard, _options.Fields, [], cancellationToken).ConfigureAwait(false))
                {
                    foreach (SourceRecord record in batch)
                    {
                        DocumentRepeats? found = next < repeats.Count && repeats[next].Row == row ? repeats[next++] : null;
                        bool leaves = found is not null && Leaves(record, found.Spans);
                        if (isDry)
                        {
                            Count(shard, record, found, leaves);
                        }
                        else
                        {
                            Put(shard, record, found, leaves, search, kept!, removed!);
                        }

                        row++;
                    }
                }
            }

            if (isDry)
            {
                await Copy(null, null).ConfigureAwait(false);
                continue;
            }

            string name = WritingPass.OutputName(shard.Name);
            await AtomicFile.WriteAsync(
                Path.Combine(_options.OutputFolder, "kept", name + ".jsonl"),
                (kept, _) => AtomicFile.WriteAsync(Path.Combine(_options.OutputFolder, "removed", name + ".jsonl"), (removed, _) => Copy(kept, removed), cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Leaves(SourceRecord record, IReadOnlyList<RepeatedSpan> spans) =>
        RepeatEdits.Remainder(record.Payload.Span, spans) == 0 || spans.Sum(span => (long)span.Length) > _method.MaxShare * record.Payload.Length;

    private void Count(InputShard shard, SourceRecord record, DocumentRepeats? found, bool leaves)
    {
        string source = RecordSource.Of(record, _sourceField, shard.DefaultSource);
        SourceLoss loss = _losses.GetValueOrDefault(source) ?? new SourceLoss(source, 0, 0, 0, 0);
        long bytes = found?.Spans.Sum(span => (long)span.Length) ?? 0;
        _losses[source] = new SourceLoss(source, loss.Documents + 1, loss.Bytes + record.Payload.Length, loss.RemovedDocuments + (leaves ? 1 : 0), loss.RemovedBytes + bytes);
        _cut += found is null ? 0 : 1;
        _spans += found?.Spans.Count ?? 0;
        _spanBytes += bytes;
    }

    private void Put(InputShard shard, SourceRecord record, DocumentRepeats? found, bool leaves, IRepeatedTextSearch search, Stream kept, Stream removed)
    {
        if (!leaves)
        {
            ReadOnlyMemory<byte> text = found is null ? record.Payload : TextEdits.Apply(record.Payload.Span, TextEdits.Merge(search.ToEdits(record.Payload.Span, found.Spans)));
            kept.Write(RecordLine.Of(record with { Payload = text }, _options.Fields));
            kept.WriteByte((byte)'\n');
        }

        foreach (RepeatedSpan span in found?.Spans ?? [])
        {
            (int file, long position) = _places[span.TwinRow];
            removed.Write(JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    File = shard.Name,
                    record.Position,
                    span.Start,
                    span.Length,
                    Text = Encoding.UTF8.GetString(record.Payload.Span.Slice(span.Start, span.Length)),
                    DocumentLeaves = leaves,
                    Twin = new { File = _options.Files[file].Name, Position = position },
                },
                LineJson));
            removed.WriteByte((byte)'\n');
        }
    }
}
