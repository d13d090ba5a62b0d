using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>Reads one shard: records in batches, text extracted in parallel, parts written in the order of the records.</summary>
internal sealed class ShardIngestion(IRemoteFiles? remote, WorkDirectory work, SourceOptions source, ResolvedFile file, string shardKey, long partBytes)
{
    private const int BatchRecords = 256;
    private const int BatchBytes = 1 << 20;

    public async Task<TaskResult> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        context.Progress.AddTotal(file.Length);
        context.Progress.Note(file.RelativePath);
        ShardWriter writer = new(work, source.Name, shardKey, partBytes);
        await using (writer.ConfigureAwait(false))
        {
            RecordConversion conversion = new(source, file.RelativePath);
            await MapGraph.RunAsync(
                ReadBatchesAsync(cancellationToken),
                conversion.Convert,
                async (batch, token) =>
                {
                    await writer.WriteAsync(batch, token).ConfigureAwait(false);
                    context.Progress.Add(batch.Documents.Count, batch.TextBytes);
                },
                context.Parallelism,
                cancellationToken).ConfigureAwait(false);
            TaskResult result = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            context.Progress.AddWork(file.Length);
            return result;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ReadItem>> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ReadItem> batch = [];
        long bytes = 0;
        await foreach (ReadItem item in InputRecords.ReadAsync(remote, file, source, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(item);
            bytes += item.Record?.Payload.Length ?? 0;
            if (batch.Count >= BatchRecords || bytes >= BatchBytes)
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
