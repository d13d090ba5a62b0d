using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules;

namespace DataCuration.Pipelines.Stages;

/// <summary>Every metric that a rule can compare, for every document, computed once. Which rules decide is the pool stage's concern.</summary>
internal sealed class MetricsStage : ColumnStage
{
    /// <summary>The column with the UTF-8 length of the text.</summary>
    public const string TextBytes = "textBytes";

    public override string Name => StageNames.Metrics;

    public override string Step => CurationSteps.Score;

    public override string AlgorithmVersion => MetricsCalculator.AlgorithmVersion;

    public override IReadOnlyList<string> DependsOn => [StageNames.Ingest];

    protected override string Options(RunContext context) => StateJson.Canonical(new { quality = new { context.Recipe.Quality.Profile } });

    protected override Task<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>> CreateScorerAsync(RunContext context, CancellationToken cancellationToken)
    {
        WorkerPool<MetricsCalculator> workers = new(() => new MetricsCalculator(context.Recipe.Quality.Profile));
        return Task.FromResult<Func<IReadOnlyList<Document>, IReadOnlyList<Column>>>(documents => workers.Use(calculator => Measure(calculator, documents)));
    }

    private static IReadOnlyList<Column> Measure(MetricsCalculator calculator, IReadOnlyList<Document> documents)
    {
        DocumentMetrics[] metrics = new DocumentMetrics[documents.Count];
        long[] lengths = new long[documents.Count];
        for (int i = 0; i < metrics.Length; i++)
        {
            metrics[i] = calculator.Measure(documents[i].Text.Span);
            lengths[i] = documents[i].Text.Length;
        }

        return [new Column<long>(TextBytes, lengths), .. MetricColumns.ToColumns(metrics)];
    }
}
