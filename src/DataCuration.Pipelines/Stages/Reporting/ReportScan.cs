using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>One pass over the columns of all parts. Memory: one part's columns, and what the collectors keep.</summary>
internal sealed class ReportScan(RunContext context)
{
    public SourceCounts Sources { get; } = new();

    public HistogramSet Histograms { get; } = new(context.Recipe);

    public ClusterSample Clusters { get; } = new();

    public ExampleSample Examples { get; } = new(context.Recipe.Seed);

    public PrunedSample Pruned { get; } = new(context.Recipe.Seed);

    public IReadOnlyList<RepeatSample> Repeats { get; } =
        [.. RepeatMethod.Names.Where(method => context.Completed(method).Count > 0).Select(method => new RepeatSample(method))];

    /// <summary>Null when the recipe rephrases nothing.</summary>
    public RephrasingScan? Rephrasing { get; } = context.Completed(StageNames.Synthetic).Count > 0 ? new RephrasingScan(context.Recipe.Seed) : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Rephrasing is not null)
        {
            foreach (DocumentPart part in context.SourceParts())
            {
                await Rephrasing.AddAsync(context, part.Name, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (DocumentPart part in context.Parts())
        {
            string source = DocumentPools.SourceOf(part.Name);
            ColumnTable metrics = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Metrics, part.Name), null, cancellationToken).ConfigureAwait(false);
            ColumnTable decision = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Pools, part.Name), null, cancellationToken).ConfigureAwait(false);
            double[] scores = await ReadAsync(StageNames.Quality, ScoreColumns.Classifier, part, metrics.Count, cancellationToken).ConfigureAwait(false);
            double[] tokens = await ReadAsync(StageNames.Tokens, TokensStage.Column, part, metrics.Count, cancellationToken).ConfigureAwait(false);
            ColumnTable? clusters = context.Completed(StageNames.Clusters).Count == 0
                ? null
                : await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Clusters, part.Name), null, cancellationToken).ConfigureAwait(false);
            double[] textBytes = NumericColumn.Read(metrics, MetricsStage.TextBytes);
            int[] outcomes = decision.Get<int>("outcome");
            string?[] pools = decision.Get<string?>("pool");
            HashSet<DocumentId> byUrl = await ByUrlAsync(part.Name, cancellationToken).ConfigureAwait(false);
            Histograms.AddMetrics(metrics);
            for (int row = 0; row < metrics.Count; row++)
            {
                ReportRow document = new(
                    metrics.Ids[row],
                    source,
                    (DocumentOutcome)outcomes[row],
                    pools[row],
                    scores[row],
                    double.IsNaN(tokens[row]) ? Math.Ceiling(textBytes[row] / 4) : tokens[row],
                    (long)textBytes[row],
                    clusters is null ? metrics.Ids[row] : DocumentId.Parse(clusters.Get<string?>(ClustersStage.ClusterColumn)[row]!),
                    clusters?.Get<int>(ClustersStage.SizeColumn)[row] ?? 1,
                    clusters?.Get<double>(ClustersStage.SimilarityColumn)[row] ?? 0);
                Sources.Add(document);
                Histograms.AddScore(document);
                Clusters.Add(document, byUrl.Contains(document.Id));
                Examples.AddKept(document);
            }

            await AddLedgerAsync(part.Name, source, cancellationToken).ConfigureAwait(false);
            await Pruned.AddAsync(context, part.Name, cancellationToken).ConfigureAwait(false);
            foreach (RepeatSample repeats in Repeats)
            {
                await repeats.AddAsync(context, part.Name, source, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HashSet<DocumentId>> ByUrlAsync(string part, CancellationToken cancellationToken)
    {
        string path = context.Work.Ledger(PoolsStage.DuplicatesLedger, part);
        return context.Recipe.Deduplicate?.Url is null || !File.Exists(path)
            ? []
            : [.. (await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).Where(entry => entry.Rule == UrlDecision.Rule).Select(entry => entry.Id)];
    }

    private async Task AddLedgerAsync(string part, string source, CancellationToken cancellationToken)
    {
        string path = context.Work.Ledger(PoolsStage.RulesLedger, part);
        if (!File.Exists(path))
        {
            return;
        }

        foreach (LedgerEntry entry in await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            Examples.AddDropped(entry, source);
        }
    }

    private async Task<double[]> ReadAsync(string stage, string column, DocumentPart part, int count, CancellationToken cancellationToken)
    {
        if (context.Completed(stage).Count == 0)
        {
            double[] missing = new double[count];
            Array.Fill(missing, double.NaN);
            return missing;
        }

        return NumericColumn.Read(await ColumnFile.ReadAsync(context.Work.Columns(stage, part.Name), [column], cancellationToken).ConfigureAwait(false), column);
    }
}
