using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>The columns of a part that a decision compares, whichever stage made them; others are not read. Immutable.</summary>
internal sealed class PartColumns
{
    private readonly Dictionary<string, double[]> _values;
    private readonly DocumentId[]? _clusters;

    private PartColumns(IReadOnlyList<DocumentId> ids, Dictionary<string, double[]> values, double[] tokens, DocumentId[]? clusters) =>
        (Ids, _values, Tokens, _clusters) = (ids, values, tokens, clusters);

    public IReadOnlyList<DocumentId> Ids { get; }

    public int Count => Ids.Count;

    /// <summary>Tokens under the run's tokenizer; without one, bytes divided by four.</summary>
    public double[] Tokens { get; }

    public double[] TextBytes => _values[MetricsStage.TextBytes];

    public double[] this[string column] => _values[column];

    /// <summary>The smallest id of the document's cluster; its own when it is alone.</summary>
    public DocumentId Cluster(int row) => _clusters is null ? Ids[row] : _clusters[row];

    public static async Task<PartColumns> ReadAsync(RunContext context, string part, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        Dictionary<string, double[]> values = new(StringComparer.Ordinal);
        IReadOnlyList<DocumentId> ids = [];
        foreach (IGrouping<string, string> stage in columns.Append(MetricsStage.TextBytes).Distinct(StringComparer.Ordinal).GroupBy(ScoreColumns.StageOf))
        {
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(stage.Key, part), stage.ToArray(), cancellationToken).ConfigureAwait(false);
            ids = table.Ids;
            foreach (string column in stage)
            {
                values.Add(column, NumericColumn.Read(table, column));
            }
        }

        ColumnTable? tokens = await TryReadAsync(context, StageNames.Tokens, part, TokensStage.Column, cancellationToken).ConfigureAwait(false);
        ColumnTable? clusters = await TryReadAsync(context, StageNames.Clusters, part, ClustersStage.ClusterColumn, cancellationToken).ConfigureAwait(false);
        return new PartColumns(
            ids,
            values,
            tokens is null ? Array.ConvertAll(values[MetricsStage.TextBytes], bytes => Math.Ceiling(bytes / 4)) : NumericColumn.Read(tokens, TokensStage.Column),
            clusters is null ? null : Array.ConvertAll(clusters.Get<string?>(ClustersStage.ClusterColumn), id => DocumentId.Parse(id!)));
    }

    private static async Task<ColumnTable?> TryReadAsync(RunContext context, string stage, string part, string column, CancellationToken cancellationToken) =>
        context.Completed(stage).Count == 0
            ? null
            : await ColumnFile.ReadAsync(context.Work.Columns(stage, part), [column], cancellationToken).ConfigureAwait(false);
}
