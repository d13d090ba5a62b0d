using System.Buffers;
using System.Text;
using System.Text.Json;
using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Survivors;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;
using DataCuration.Formats.Jsonl;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>
/// The second pass: copies each record to what stays or, with its twin, to what leaves. JSON lines are copied byte by byte; other formats become
/// JSON lines. Records are recognised by their positions, so what was quarantined in the first pass is left out here too.
/// </summary>
internal sealed class WritingPass(
    FileDeduplicationOptions options, DuplicateClusters clusters, SurvivorSelection survivors, SampledTexts samples, NumberedNames files,
    int segment)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Writes the files; when <paramref name="isDry"/>, only collects the texts that the report shows.</summary>
    public async Task RunAsync(IReadOnlyList<(int First, int End)> rows, IEnumerable<DocumentFacts> facts, bool isDry, CancellationToken cancellationToken)
    {
        using IEnumerator<DocumentFacts> next = facts.GetEnumerator();
        for (int i = 0; i < options.Files.Count; i++)
        {
            InputShard shard = options.Files[i];
            bool isJsonl = await JsonlLines.AreInAsync(shard.Path, cancellationToken).ConfigureAwait(false);
            string name = OutputName(shard.Name);
            if (isDry)
            {
                await CopyAsync(shard, isJsonl, rows[i], next, null, null, null, cancellationToken).ConfigureAwait(false);
            }
            else if (options.WritesParquet)
            {
                DocumentPartWriter part = await DocumentPartWriter.OpenAsync(Path.Combine(options.OutputFolder, "kept", name + ".parquet"), cancellationToken).ConfigureAwait(false);
                await using (part.ConfigureAwait(false))
                {
                    await AtomicFile.WriteAsync(
                        Path.Combine(options.OutputFolder, "removed", name + ".jsonl"),
                        (removed, token) => CopyAsync(shard, isJsonl, rows[i], next, null, part, removed, token),
                        cancellationToken).ConfigureAwait(false);
                    await part.CompleteAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                await AtomicFile.WriteAsync(
                    Path.Combine(options.OutputFolder, "kept", name + ".jsonl"),
                    (kept, _) => AtomicFile.WriteAsync(
                        Path.Combine(options.OutputFolder, "removed", name + ".jsonl"),
                        (removed, token) => CopyAsync(shard, isJsonl, rows[i], next, kept, null, removed, token),
                        cancellationToken),
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The shard's name without the endings of formats and compressions.</summary>
    internal static string OutputName(string name)
    {
        foreach (string ending in new[] { ".gz", ".zst", ".jsonl", ".json", ".ndjson", ".parquet", ".warc", ".wet" })
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name;
    }

    private async Task CopyAsync(
        InputShard shard, bool isJsonl, (int First, int End) rows, IEnumerator<DocumentFacts> facts, Stream? kept, DocumentPartWriter? part, Stream? removed,
        CancellationToken cancellationToken)
    {
        int row = rows.First;
        bool hasFacts = row < rows.End && facts.MoveNext();
        bool needsRecords = part is not null || !isJsonl;
        if (!needsRecords)
        {
            await foreach ((long position, ReadOnlyMemory<byte> line) in JsonlLines.ReadAsync(shard.Path, cancellationToken).ConfigureAwait(false))
            {
                if (hasFacts && position == facts.Current.Position)
                {
                    if (samples.Wants(row))
                    {
                        samples.Add(row, JsonlLines.TextOf(line.Span, options.Fields)!.Value.Span);
                    }

                    Put(row, line.Span.TrimEnd("\r \t"u8), kept, removed);
                    hasFacts = ++row < rows.End && facts.MoveNext();
                }
            }

            return;
        }

        SourceOptions source = new() { Name = "input", Files = [shard.Name], Fields = options.Fields };
        await foreach (ReadItem item in RecordReader.ReadAsync(shard.Path, shard.Name, source, cancellationToken).ConfigureAwait(false))
        {
            if (item.Record is not { } record || !hasFacts || record.Position != facts.Current.Position)
            {
                continue;
            }

            if (samples.Wants(row))
            {
                samples.Add(row, record.Payload.Span);
            }

            if (part is not null && !survivors.IsRemoved(row))
            {
                await part.WriteAsync([ToDocument(record, shard)], cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Put(row, RecordLine.Of(record, options.Fields), kept, removed);
            }

            hasFacts = ++row < rows.End && facts.MoveNext();
        }
    }

    private Document ToDocument(SourceRecord record, InputShard shard) => new()
    {
        Id = FileDeduplicationJob.IdOf(segment, shard, record.Position),
        Text = record.Payload,
        Source = RecordSource.Of(record, Encoding.UTF8.GetBytes(options.SourceField), shard.DefaultSource),
        Url = record.Url,
        Date = record.Date,
        Language = record.Language,
        Metadata = record.Metadata,
    };

    private void Put(int row, ReadOnlySpan<byte> line, Stream? kept, Stream? removed)
    {
        if (!survivors.IsRemoved(row))
        {
            kept?.Write(line);
            kept?.WriteByte((byte)'\n');
            return;
        }

        if (removed is null)
        {
            return;
        }

        // The record as it was, with one more property: a text is never empty of properties, so a comma is right.
        removed.Write(line[..line.LastIndexOf((byte)'}')]);
        removed.Write(",\"duplicate\":"u8);
        removed.Write(Describe(row));
        removed.Write("}\n"u8);
    }

    private ReadOnlySpan<byte> Describe(int row)
    {
        DuplicateEdge nearest = clusters.NearestAt(row)!.Value;
        _line.ResetWrittenCount();
        using Utf8JsonWriter json = new(_line);
        json.WriteStartObject();
        json.WriteString("id", clusters.IdAt(row)!.Value.ToString());
        json.WriteString("cluster", clusters.ClusterIdAt(row)!.Value.ToString());
        json.WriteNumber("clusterSize", clusters.ClusterSizeAt(row));
        json.WriteString("kind", nearest.Kind == DuplicateKind.Exact ? "exact" : "minHash");
        json.WriteNumber("similarity", Math.Round(nearest.Similarity, 4));
        WriteTwin(json, "nearest", nearest.Row);
        if (survivors.SurvivorOf(row) is { } survivor)
        {
            WriteTwin(json, "kept", survivor);
        }

        json.WriteEndObject();
        json.Flush();
        return _line.WrittenSpan;
    }

    private void WriteTwin(Utf8JsonWriter json, string name, int row)
    {
        DocumentFacts facts = survivors.FactsOf(row);
        json.WriteStartObject(name);
        json.WriteString("id", clusters.IdAt(row)!.Value.ToString());
        json.WriteString("file", files.Names[facts.File]);
        json.WriteNumber("position", facts.Position);
        json.WriteEndObject();
    }
}
