using System.Collections.Concurrent;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Classifiers;
using DataCuration.Quality.Perplexity;

namespace DataCuration.Pipelines.Stages;

/// <summary>The perplexity of every document under the language model that did not learn from it.</summary>
internal sealed class PerplexityStage : ColumnStage
{
    /// <summary>The column with bits a byte.</summary>
    public const string BitsPerByte = "perplexity.bitsPerByte";

    /// <summary>The column with the share of words that the model does not know.</summary>
    public const string UnknownShare = "perplexity.unknownShare";

    // Mapped once for all parts; the pages are the operating system's, and they end with the process.
    private readonly ConcurrentDictionary<string, KneserNeyModel> _models = new(StringComparer.Ordinal);

    public override string Name => StageNames.Perplexity;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => "1";

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest, StageNames.PerplexityModel];

    protected override string Options(RunContext context) => StateJson.Canonical(new { context.Recipe.Seed, context.Recipe.Quality.Perplexity!.Folds });

    protected override IReadOnlyList<TaskInput> SharedInputs(RunContext context) => [.. context.Inputs(StageNames.PerplexityModel)];

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        int folds = context.Recipe.Quality.Perplexity!.Folds;
        ulong seed = context.Recipe.Seed;
        KneserNeyModel[] models = [.. Enumerable.Range(0, folds).Select(fold => _models.GetOrAdd(PerplexityModelStage.ModelPath(context, fold), KneserNeyModel.Open))];
        WorkerPool<KneserNeyScorer[]> workers = new(() => [.. models.Select(model => model.CreateScorer())]);
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => workers.Use<IReadOnlyList<Column>>(scorers =>
        {
            double[] perplexity = new double[documents.Count];
            double[] bitsPerByte = new double[documents.Count];
            double[] unknown = new double[documents.Count];
            for (int i = 0; i < perplexity.Length; i++)
            {
                PerplexityScore score = scorers[CrossFittedClassifier.FoldOf(documents[i].Id, seed, folds)].Score(documents[i].Text.Span);
                perplexity[i] = score.Perplexity;
                bitsPerByte[i] = score.BitsPerByte;
                unknown[i] = score.Words == 0 ? double.NaN : score.UnknownWords / (double)score.Words;
            }

            return [new Column<double>(ScoreColumnNames.Perplexity, perplexity), new Column<double>(BitsPerByte, bitsPerByte), new Column<double>(UnknownShare, unknown)];
        }));
    }
}
