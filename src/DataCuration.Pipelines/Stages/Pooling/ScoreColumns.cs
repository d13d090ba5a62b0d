using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>The columns of a part that the decision compares, whichever stage made them. Immutable.</summary>
internal sealed class ScoreColumns
{
    /// <summary>The name of the classifier's score.</summary>
    public const string Classifier = "quality.classifier";

    /// <summary>Pools are the sources.</summary>
    public const string BySource = "source";

    private readonly double[] _poolScores;
    private readonly double[] _keepScores;
    private readonly double[] _textBytes;
    private readonly double[] _tokens;
    private readonly IReadOnlyList<DocumentId> _ids;
    private readonly string?[]? _clusters;

    private ScoreColumns(
        IReadOnlyList<DocumentId> ids, double[] poolScores, double[] keepScores, double[] textBytes, double[] tokens, string?[]? clusters) =>
        (_ids, _poolScores, _keepScores, _textBytes, _tokens, _clusters) = (ids, poolScores, keepScores, textBytes, tokens, clusters);

    /// <summary>What the recipe's pools are cut by, with the default applied.</summary>
    public static string PoolBy(Recipe recipe) => recipe.Pools.By ?? (recipe.Quality.Classifier is null ? BySource : Classifier);

    public static async Task<ScoreColumns> ReadAsync(RunContext context, string part, ColumnTable metrics, CancellationToken cancellationToken)
    {
        ColumnTable? quality = await TryReadAsync(context, StageNames.Quality, part, cancellationToken).ConfigureAwait(false);
        ColumnTable? tokens = await TryReadAsync(context, StageNames.Tokens, part, cancellationToken).ConfigureAwait(false);
        ColumnTable? clusters = await TryReadAsync(context, StageNames.Clusters, part, cancellationToken).ConfigureAwait(false);
        double[] textBytes = NumericColumn.Read(metrics, MetricsStage.TextBytes);
        string poolBy = PoolBy(context.Recipe);
        string keep = context.Recipe.Deduplicate?.Keep ?? "";
        return new ScoreColumns(
            metrics.Ids,
            poolBy == BySource ? Missing(metrics.Count) : Find(poolBy, quality, metrics),
            keep.Contains(':', StringComparison.Ordinal) ? Find(keep[(keep.IndexOf(':', StringComparison.Ordinal) + 1)..], quality, metrics) : Missing(metrics.Count),
            textBytes,
            tokens is null ? Array.ConvertAll(textBytes, bytes => Math.Ceiling(bytes / 4)) : NumericColumn.Read(tokens, TokensStage.Column),
            clusters?.Get<string?>(ClustersStage.ClusterColumn));
    }

    public double PoolScore(int row) => _poolScores[row];

    public double KeepScore(int row) => _keepScores[row];

    public long TextBytes(int row) => (long)_textBytes[row];

    public double Tokens(int row) => _tokens[row];

    public DocumentId Cluster(int row) => _clusters is null ? _ids[row] : DocumentId.Parse(_clusters[row]!);

    private static double[] Find(string name, ColumnTable? quality, ColumnTable metrics) =>
        quality is not null && quality.Columns.Any(column => string.Equals(column.Name, name, StringComparison.Ordinal))
            ? NumericColumn.Read(quality, name)
            : NumericColumn.Read(metrics, name);

    private static double[] Missing(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static async Task<ColumnTable?> TryReadAsync(RunContext context, string stage, string part, CancellationToken cancellationToken) =>
        context.Completed(stage).Count == 0
            ? null
            : await ColumnFile.ReadAsync(context.Work.Columns(stage, part), null, cancellationToken).ConfigureAwait(false);
}
