using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;
using DataCuration.Quality.Rules;
using DataCuration.Quality.Rules.Profiles;

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
        string profile = context.Recipe.Quality.Profile;
        return Task.FromResult(RuleProfiles.WithRules.Contains(profile) ? OfProfile(RuleProfile.Find(profile)!) : OfRuleSets(profile));
    }

    private static Func<IReadOnlyList<Document>, IReadOnlyList<Column>> OfRuleSets(string profile)
    {
        WorkerPool<MetricsCalculator> workers = new(() => new MetricsCalculator(profile));
        return documents => workers.Use(calculator => Measure(calculator, documents));
    }

    private static Func<IReadOnlyList<Document>, IReadOnlyList<Column>> OfProfile(RuleProfile profile)
    {
        WorkerPool<ProfileMeter> workers = new(profile.CreateMeter);
        return documents => workers.Use(meter => Measure(profile, meter, documents));
    }

    private static IReadOnlyList<Column> Measure(RuleProfile profile, ProfileMeter meter, IReadOnlyList<Document> documents)
    {
        double[][] columns = [.. profile.Columns.Select(_ => new double[documents.Count])];
        double[] row = new double[columns.Length];
        long[] lengths = new long[documents.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            meter.Measure(documents[i].Text.Span, row);
            lengths[i] = documents[i].Text.Length;
            for (int column = 0; column < row.Length; column++)
            {
                columns[column][i] = row[column];
            }
        }

        return [new Column<long>(TextBytes, lengths), .. profile.Columns.Zip(columns, (name, values) => new Column<double>(name, values))];
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
