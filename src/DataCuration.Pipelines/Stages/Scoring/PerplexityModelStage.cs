using System.Globalization;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;
using DataCuration.Quality.Perplexity;

namespace DataCuration.Pipelines.Stages;

/// <summary>Trains the language models on the named sources, cross-fitted: model k learns from the documents outside fold k. One fold after another, since each holds its text in memory.</summary>
internal sealed class PerplexityModelStage : Stage
{
    // Words of prose have about six bytes with their space. The share of documents that is learned from must not depend on anything that is counted while it is.
    private const double BytesPerWord = 6;

    private const ulong SampleSalt = 0x5065727053616D70;

    public override string Name => StageNames.PerplexityModel;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.Metrics];

    public override int MaxTasksAtOnce(RunContext context) => 1;

    public static string ModelPath(RunContext context, int fold) =>
        context.Work.Intermediate(StageNames.PerplexityModel, string.Create(CultureInfo.InvariantCulture, $"fold-{fold}.model"));

    public override ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        PerplexityOptions options = context.Recipe.Quality.Perplexity!;
        CheckMemory(context, options);
        DocumentPart[] parts = [.. context.Parts().Where(part => options.Train.Contains(DocumentPools.SourceOf(part.Name)))];
        TaskInput[] inputs = [.. parts.SelectMany(part => new[] { part.Input, context.Input(StageNames.Metrics, context.Work.Columns(StageNames.Metrics, part.Name)) })];
        string canonical = StateJson.Canonical(new { options, context.Recipe.Seed });
        return ValueTask.FromResult<IReadOnlyList<StageTask>>([.. Enumerable.Range(0, options.Folds).Select(fold => new StageTask(
            string.Create(CultureInfo.InvariantCulture, $"fold-{fold}"), canonical, inputs, (task, token) => TrainAsync(context, options, parts, fold, task, token)))]);
    }

    private static async Task<TaskResult> TrainAsync(
        RunContext context, PerplexityOptions options, IReadOnlyList<DocumentPart> parts, int fold, TaskContext task, CancellationToken cancellationToken)
    {
        double bytes = 0;
        foreach (DocumentPart part in parts)
        {
            ColumnTable metrics = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Metrics, part.Name), [MetricsStage.TextBytes], cancellationToken).ConfigureAwait(false);
            bytes += NumericColumn.Read(metrics, MetricsStage.TextBytes).Sum();
        }

        double share = options.MaxWords * BytesPerWord / Math.Max(1, bytes);
        ulong seed = context.Recipe.Seed;
        KneserNeyTrainer trainer = new(options.Order, [0, 0, options.Pruning]);
        long documents = 0;
        foreach (DocumentPart part in parts)
        {
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
            {
                foreach (Document document in batch)
                {
                    bool isLearned = StableHash.UnitOf(document.Id, seed ^ SampleSalt) < share
                        && (options.Folds == 1 || CrossFittedClassifier.FoldOf(document.Id, seed, options.Folds) != fold);
                    if (isLearned)
                    {
                        trainer.Add(document.Text.Span);
                        documents++;
                    }
                }

                task.Progress.Add(batch.Count, batch.Sum(document => (long)document.Text.Length));
            }
        }

        if (trainer.PlaceCount == 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC1055",
                    $"The language model has no text to learn from: the sources {string.Join(", ", options.Train)} hold no document outside fold {fold} of {options.Folds}. "
                    + "Name larger sources under quality.perplexity.train.",
                    context.Work.Recipe),
                ExitCode.BadInput);
        }

        task.Progress.Note($"estimating from {trainer.PlaceCount} words");
        string path = ModelPath(context, fold);
        AtomicFile.Write(path, trainer.Write);
        return new TaskResult([path], new TaskCounts { In = documents, Out = documents });
    }

    private static void CheckMemory(RunContext context, PerplexityOptions options)
    {
        long needed = options.MaxWords * KneserNeyTrainer.BytesPerWord;
        if (needed > context.Options.MemoryBytes)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3048",
                    $"Training a language model on up to {options.MaxWords} words needs about {needed >> 20} MiB; the run may use {context.Options.MemoryBytes >> 20} MiB. "
                    + "Lower quality.perplexity.maxWords, or raise --memory.",
                    context.Work.Recipe),
                ExitCode.Usage);
        }
    }
}
