using System.Runtime.CompilerServices;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Storage;
using DataCuration.Formats;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>
/// Reads one shard: the file is cut into blocks, decompressed, decoded and turned to text in parallel, and parts are written in the order of the records. Blocks are let in as long as
/// they fit into a quarter of the task's memory, decoded to several times their size; one always is.
/// </summary>
internal sealed class ShardIngestion(IRemoteFiles? remote, WorkDirectory work, SourceOptions source, ResolvedFile file, string shardKey, long partBytes)
{
    private const int ShareOfMemory = 4;

    public async Task<TaskResult> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        context.Progress.AddTotal(file.Length);
        context.Progress.Note(file.RelativePath);
        ByteBudget budget = new(context.MemoryBytes / ShareOfMemory);
        ShardWriter writer = new(work, source.Name, shardKey, partBytes);
        await using (writer.ConfigureAwait(false))
        {
            RecordConversion conversion = new(source, file.RelativePath);
            await MapGraph.RunAsync(
                ReadBlocksAsync(budget, context.Parallelism, cancellationToken),
                block => (Batch: conversion.Convert(block), block.Bytes),
                async (result, token) =>
                {
                    await writer.WriteAsync(result.Batch, token).ConfigureAwait(false);
                    budget.Release(result.Bytes);
                    context.Progress.Add(result.Batch.Documents.Count, result.Batch.TextBytes);
                },
                context.Parallelism,
                cancellationToken).ConfigureAwait(false);
            TaskResult result = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            context.Progress.AddWork(file.Length);
            return result;
        }
    }

    private async IAsyncEnumerable<RecordBlock> ReadBlocksAsync(ByteBudget budget, int threads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RecordBlock block in InputRecords.ReadBlocksAsync(remote, file, source, threads, cancellationToken).ConfigureAwait(false))
        {
            await budget.TakeAsync(block.Bytes, cancellationToken).ConfigureAwait(false);
            yield return block;
        }
    }
}
