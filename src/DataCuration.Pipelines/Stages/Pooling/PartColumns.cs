using System.Buffers.Binary;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages.Rephrasing;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>The columns of a part that a decision compares, whichever stage made them; others are not read. Immutable.</summary>
internal sealed class PartColumns
{
    private readonly Dictionary<string, double[]> _values;
    private readonly DocumentId[]? _clusters;
    private readonly ColumnTable? _prune;
    private readonly ColumnTable? _urls;

    private PartColumns(IReadOnlyList<DocumentId> ids, Dictionary<string, double[]> values, double[] tokens, DocumentId[]? clusters, ColumnTable? prune, ColumnTable? urls, string source) =>
        (Ids, _values, Tokens, _clusters, _prune, _urls, Source) = (ids, values, tokens, clusters, prune, urls, source);

    public IReadOnlyList<DocumentId> Ids { get; }

    public int Count => Ids.Count;

    public string Source { get; }

    /// <summary>Tokens under the run's tokenizer; without one, bytes divided by four.</summary>
    public double[] Tokens { get; }

    public double[] TextBytes => _values[MetricsStage.TextBytes];

    public double[] this[string column] => _values[column];

    /// <summary>The smallest id of the document's cluster; its own when it is alone.</summary>
    public DocumentId Cluster(int row) => _clusters is null ? Ids[row] : _clusters[row];

    /// <summary>The key of the document's address and its date as a number.</summary>
    public (UInt128? Key, double Date) Url(int row) => _urls?.Get<byte[]>(UrlKeysStage.Key)[row] is { Length: 16 } key
        ? (BinaryPrimitives.ReadUInt128BigEndian(key), _urls.Get<double>(UrlKeysStage.Date)[row])
        : (null, double.NaN);

    /// <summary>What pruning knows of the document; of a rephrased one, nothing.</summary>
    public PruneFacts Prune(int row) => _prune is null
        ? new PruneFacts(-1, double.NaN, 0, null, Source)
        : new PruneFacts(
            _prune.Get<int>(PruneStage.Cluster)[row],
            _prune.Get<double>(PruneStage.Distance)[row],
            _prune.Get<double>(PruneStage.Similarity)[row],
            _prune.Get<string?>(PruneStage.Twin)[row] is { } twin ? DocumentId.Parse(twin) : null,
            Source);

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
        ColumnTable? prune = context.Completed(StageNames.Prune).Count == 0 || SyntheticNames.IsSynthetic(part)
            ? null
            : await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Prune, part), null, cancellationToken).ConfigureAwait(false);
        ColumnTable? urls = context.Completed(StageNames.UrlKeys).Count == 0 || SyntheticNames.IsSynthetic(part)
            ? null
            : await ColumnFile.ReadAsync(context.Work.Columns(StageNames.UrlKeys, part), null, cancellationToken).ConfigureAwait(false);
        return new PartColumns(
            ids,
            values,
            tokens is null ? Array.ConvertAll(values[MetricsStage.TextBytes], bytes => Math.Ceiling(bytes / 4)) : NumericColumn.Read(tokens, TokensStage.Column),
            clusters is null ? null : Array.ConvertAll(clusters.Get<string?>(ClustersStage.ClusterColumn), id => DocumentId.Parse(id!)),
            prune,
            urls,
            DocumentPools.SourceOf(part));
    }

    private static async Task<ColumnTable?> TryReadAsync(RunContext context, string stage, string part, string column, CancellationToken cancellationToken) =>
        context.Completed(stage).Count == 0
            ? null
            : await ColumnFile.ReadAsync(context.Work.Columns(stage, part), [column], cancellationToken).ConfigureAwait(false);
}
