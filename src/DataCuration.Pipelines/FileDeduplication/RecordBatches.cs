using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>The records of a shard in batches of at most 1 MiB of text.</summary>
internal static class RecordBatches
{
    private const int BatchBytes = 1 << 20;
    private const int BatchRecords = 1024;

    /// <summary>Reads a shard; records that cannot be read go to <paramref name="quarantined"/>.</summary>
    /// <exception cref="DiagnosticException">DC1076: the file holds pages, not text.</exception>
    public static async IAsyncEnumerable<List<SourceRecord>> ReadAsync(
        InputShard shard, FieldMapping fields, List<QuarantinedRecord> quarantined, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SourceOptions source = new() { Name = "input", Files = [shard.Name], Fields = fields };
        List<SourceRecord> batch = [];
        long bytes = 0;
        await foreach (ReadItem item in RecordReader.ReadAsync(shard.Path, shard.Name, source, cancellationToken).ConfigureAwait(false))
        {
            if (item.Quarantined is { } bad)
            {
                quarantined.Add(bad);
            }

            if (item.Record is not { } record)
            {
                continue;
            }

            if (record.Kind != PayloadKind.Text)
            {
                throw new DiagnosticException(
                    Diagnostic.Error("DC1076", "This file holds web pages, not text. Extract their text first: curate run with a recipe, or curate extract.", shard.Path), ExitCode.Usage);
            }

            batch.Add(record);
            bytes += record.Payload.Length;
            if (bytes >= BatchBytes || batch.Count >= BatchRecords)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
