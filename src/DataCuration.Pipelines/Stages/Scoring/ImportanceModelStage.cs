using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Importance;

namespace DataCuration.Pipelines.Stages;

/// <summary>Counts the n-grams of the target sources and of all others. Whole numbers are added, so threads and order change nothing.</summary>
internal sealed class ImportanceModelStage : Stage
{
    public override string Name => StageNames.ImportanceModel;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    public static string ModelPath(RunContext context) => context.Work.Intermediate(StageNames.ImportanceModel, "model.bin");

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentPart> parts = context.Parts();
        ImportanceOptions options = context.Recipe.Quality.Importance!;
        string canonical = StateJson.Canonical(new { options.Target, options.Buckets, options.MaxWordsPerGram, options.Smoothing, options.Hash });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>(
            [new StageTask("all", canonical, [.. parts.Select(part => part.Input)], (task, token) => CountAsync(context, options, parts, task, token))]);
    }

    private static async Task<TaskResult> CountAsync(
        RunContext context, ImportanceOptions options, IReadOnlyList<DocumentPart> parts, TaskContext task, CancellationToken cancellationToken)
    {
        long[] target = new long[options.Buckets];
        long[] raw = new long[options.Buckets];
        WorkerPool<NGramBuckets> workers = new(() => new NGramBuckets(options.Buckets, options.MaxWordsPerGram, options.Hash));
        long documents = 0;
        task.Progress.AddTotal(parts.Sum(part => part.Bytes));
        foreach (DocumentPart part in parts)
        {
            long[] side = options.Target.Contains(DocumentPools.SourceOf(part.Name)) ? target : raw;
            await MapGraph.RunAsync(
                DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken),
                batch => (Documents: batch, Buckets: workers.Use(buckets => Count(buckets, batch))),
                (batch, _) =>
                {
                    foreach (int bucket in batch.Buckets)
                    {
                        side[bucket]++;
                    }

                    documents += batch.Documents.Count;
                    task.Progress.Add(batch.Documents.Count, batch.Documents.Sum(document => (long)document.Text.Length));
                    return Task.CompletedTask;
                },
                task.Parallelism,
                cancellationToken).ConfigureAwait(false);
            task.Progress.AddWork(part.Bytes);
        }

        if (target.Sum() == 0 || raw.Sum() == 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC1053",
                    $"The importance weights need text on both sides; the target sources ({string.Join(", ", options.Target)}) have {target.Sum()} n-grams and the others {raw.Sum()}. " +
                    "Name other sources under quality.importance.target.",
                    context.Work.Recipe),
                ExitCode.BadInput);
        }

        string path = ModelPath(context);
        await AtomicFile.WriteAsync(path, ImportanceModel.Fit(target, raw, options.Smoothing).ToBytes(), cancellationToken).ConfigureAwait(false);
        return new TaskResult([path], new TaskCounts { In = documents, Out = documents });
    }

    private static List<int> Count(NGramBuckets buckets, IReadOnlyList<Document> documents)
    {
        List<int> all = [];
        foreach (Document document in documents)
        {
            buckets.Count(document.Text.Span);
            all.AddRange(buckets.Buckets);
        }

        return all;
    }
}
