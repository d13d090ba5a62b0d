using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;

namespace DataCuration.Pipelines.Stages;

/// <summary>
/// Trains the quality classifier on the labelled sources, cross-fitted: one model a fold, trained on the other folds. Of a large source the
/// documents with the smallest hash are taken, so the sample does not depend on the order of shards. A recipe with frozen decisions takes over the model of an earlier run.
/// </summary>
internal sealed class ClassifierStage : Stage
{
    public override string Name => StageNames.Classifier;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "2";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    public static string ModelPath(RunContext context) => context.Work.Intermediate(StageNames.Classifier, "model.bin");

    public static string ReportPath(RunContext context) => context.Work.Intermediate(StageNames.Classifier, "report.json");

    public override async ValueTask<IReadOnlyList<StageTask>> ListTasksAsync(RunContext context, CancellationToken cancellationToken)
    {
        ClassifierOptions options = context.Recipe.Quality.Classifier!;
        if (FrozenDecisions.Of(context.Recipe) is { } frozen)
        {
            TaskInput model = new("frozen model", await context.InputHashes.GetAsync(frozen.Model, cancellationToken).ConfigureAwait(false));
            return [new StageTask("all", "frozen", [model], (_, token) => TakeOverAsync(context, frozen, token))];
        }

        DocumentPart[] parts = context.Parts().Where(part => IsLabelled(options, DocumentPools.SourceOf(part.Name))).ToArray();
        string canonical = StateJson.Canonical(new { quality = new { classifier = options }, context.Recipe.Seed });
        return [new StageTask("all", canonical, [.. parts.Select(part => part.Input)], (task, token) => TrainAsync(context, options, parts, task, token))];
    }

    // The scorer's fold of a document is a hash of its id, so that documents of the earlier run still get the model that did not see them.
    private static async Task<TaskResult> TakeOverAsync(RunContext context, FrozenDecisions frozen, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(ModelPath(context), await File.ReadAllBytesAsync(frozen.Model, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(ReportPath(context), await File.ReadAllBytesAsync(frozen.Report, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new TaskResult([ModelPath(context), ReportPath(context)], new TaskCounts());
    }

    private static bool IsLabelled(ClassifierOptions options, string source) => options.Positive.Contains(source) || IsNegative(options, source);

    // Without named negatives every source that is not positive is raw text.
    private static bool IsNegative(ClassifierOptions options, string source) =>
        options.Negative.Count == 0 ? !options.Positive.Contains(source) : options.Negative.Contains(source);

    private static async Task<TaskResult> TrainAsync(
        RunContext context, ClassifierOptions options, IReadOnlyList<DocumentPart> parts, TaskContext task, CancellationToken cancellationToken)
    {
        HashSet<DocumentId> chosen = await ChooseAsync(context, options, parts, cancellationToken).ConfigureAwait(false);
        List<LabelledText> examples = [];
        foreach (DocumentPart part in parts)
        {
            bool isPositive = options.Positive.Contains(DocumentPools.SourceOf(part.Name));
            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
            {
                examples.AddRange(batch.Where(document => chosen.Contains(document.Id)).Select(document => new LabelledText(document.Id, isPositive, document.Text)));
                task.Progress.Add(batch.Count, batch.Sum(document => (long)document.Text.Length));
            }
        }

        task.Progress.Note($"training on {examples.Count} examples");
        examples.Sort((left, right) => left.Id.CompareTo(right.Id));
        CrossFittedClassifier classifier = CrossFittedClassifier.Train(examples, options, context.Recipe.Seed, out ClassifierReport report, cancellationToken);
        string model = ModelPath(context);
        await AtomicFile.WriteAsync(model, classifier.ToBytes(), cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(ReportPath(context), StateJson.Write(report), cancellationToken).ConfigureAwait(false);
        return new TaskResult([model, ReportPath(context)], new TaskCounts { In = examples.Count, Out = examples.Count });
    }

    private static async Task<HashSet<DocumentId>> ChooseAsync(
        RunContext context, ClassifierOptions options, IReadOnlyList<DocumentPart> parts, CancellationToken cancellationToken)
    {
        HashSet<DocumentId> chosen = [];
        foreach (bool isPositive in new[] { true, false })
        {
            List<DocumentId> ids = [];
            foreach (DocumentPart part in parts.Where(part => options.Positive.Contains(DocumentPools.SourceOf(part.Name)) == isPositive))
            {
                ids.AddRange(await PartIds.ReadAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false));
            }

            chosen.UnionWith(ids
                .OrderBy(id => StableHash.Of(id, context.Recipe.Seed))
                .ThenBy(id => id)
                .Take(options.MaxExamplesPerSide));
        }

        return chosen;
    }
}
