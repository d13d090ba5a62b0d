using DataCuration.Deduplication.Semantic;
using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages;

/// <summary>In how many documents each word and trigram occurs: what embeddings weigh them by. One task over all parts.</summary>
internal sealed class EmbeddingWeightsStage : Stage
{
    public override string Name => StageNames.EmbeddingWeights;

    public override string Step => CurationSteps.Deduplicate;

    public override string AlgorithmVersion => TextEmbedder.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    public static string WeightsPath(RunContext context) => context.Work.Intermediate(StageNames.EmbeddingWeights, "frequencies.bin");

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        DocumentPart[] parts = [.. context.SourceParts()];
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", "{}", [.. parts.Select(part => part.Input)], (task, token) => CountAsync(context, parts, task, token))]);
    }

    private static async Task<TaskResult> CountAsync(RunContext context, DocumentPart[] parts, TaskContext task, CancellationToken cancellationToken)
    {
        task.Progress.AddTotal(parts.Sum(part => part.Bytes));
        FeatureFrequencies frequencies = new();
        foreach (DocumentPart part in parts)
        {
            await MapGraph.RunAsync(
                DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken),
                documents =>
                {
                    foreach (Document document in documents)
                    {
                        frequencies.Add(document.Text.Span);
                    }

                    return documents;
                },
                (documents, _) =>
                {
                    task.Progress.Add(documents.Count, documents.Sum(document => (long)document.Text.Length));
                    return Task.CompletedTask;
                },
                task.Parallelism,
                cancellationToken).ConfigureAwait(false);
            task.Progress.AddWork(part.Bytes);
        }

        string path = WeightsPath(context);
        AtomicFile.Write(path, frequencies.Write);
        return new TaskResult([path], new TaskCounts { In = frequencies.Count, Out = frequencies.Count });
    }
}
