using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Importance;

namespace DataCuration.Pipelines.Stages;

/// <summary>The log importance weight of every document.</summary>
internal sealed class ImportanceStage : ColumnStage
{
    public override string Name => StageNames.Importance;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.ImportanceModel];

    protected override string Options(RunContext context)
    {
        ImportanceOptions options = context.Recipe.Quality.Importance!;
        return StateJson.Canonical(new { options.MaxWordsPerGram, options.MinTokens, options.PerToken, options.Hash });
    }

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [context.Input(StageNames.ImportanceModel, ImportanceModelStage.ModelPath(context))];

    protected override async Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        ImportanceOptions options = context.Recipe.Quality.Importance!;
        byte[] bytes = await File.ReadAllBytesAsync(ImportanceModelStage.ModelPath(context), cancellationToken).ConfigureAwait(false);
        ImportanceModel model = ImportanceModel.FromBytes(bytes, ImportanceModelStage.ModelPath(context));
        WorkerPool<NGramBuckets> workers = new(() => new NGramBuckets(model.BucketCount, options.MaxWordsPerGram, options.Hash));
        return documents => workers.Use<IReadOnlyList<Column>>(buckets =>
        {
            double[] scores = new double[documents.Count];
            for (int i = 0; i < scores.Length; i++)
            {
                buckets.Count(documents[i].Text.Span);
                scores[i] = model.Score(buckets, options.MinTokens, options.PerToken);
            }

            return [new Column<double>(ScoreColumnNames.Importance, scores)];
        });
    }
}
