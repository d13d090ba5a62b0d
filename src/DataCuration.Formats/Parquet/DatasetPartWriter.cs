using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Writes one part of the dataset: a document's columns and then pool, repetitions, score. Same contract as
/// <see cref="DocumentPartWriter"/>; <see cref="DocumentPartReader"/> reads the documents and <see cref="ColumnFile"/> the rest.
/// </summary>
public sealed class DatasetPartWriter : IAsyncDisposable
{
    /// <summary>The column with the pool's name.</summary>
    public const string PoolColumn = "pool";

    /// <summary>The column with the number of repetitions (32-bit integer).</summary>
    public const string RepetitionsColumn = "repetitions";

    /// <summary>The column with the score (double).</summary>
    public const string ScoreColumn = "score";

    private const long RowGroupBytes = 16L << 20;

    private readonly PartFile<DatasetRow> _part;

    private DatasetPartWriter(PartFile<DatasetRow> part) => _part = part;

    /// <summary>Starts a part that will appear at <paramref name="path"/>; creates the folder.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<DatasetPartWriter> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ParquetLayout layout = new(
        [
            .. DocumentLayout.Fields(),
            ParquetLayout.Text(PoolColumn, isNullable: false),
            new DataField(RepetitionsColumn, typeof(int), isNullable: false),
            new DataField(ScoreColumn, typeof(double), isNullable: false),
        ]);
        PartFile<DatasetRow> part = await PartFile<DatasetRow>.OpenAsync(
            path,
            layout,
            ParquetLayout.WritingOptions(),
            RowGroupBytes,
            row => row.Document,
            (group, rows, token) => WriteColumnsAsync(group, layout, rows, token),
            cancellationToken).ConfigureAwait(false);
        return new DatasetPartWriter(part);
    }

    /// <summary>Appends rows, in order.</summary>
    public Task WriteAsync(IReadOnlyList<DatasetRow> rows, CancellationToken cancellationToken) => _part.WriteAsync(rows, cancellationToken);

    /// <summary>Writes the rest and makes the part appear, whole and on the disk.</summary>
    public Task<PartSummary> CompleteAsync(CancellationToken cancellationToken) => _part.CompleteAsync(cancellationToken);

    /// <summary>Deletes what was written unless the part was completed.</summary>
    public ValueTask DisposeAsync() => _part.DisposeAsync();

    private static async Task WriteColumnsAsync(
        ParquetRowGroupWriter group, ParquetLayout layout, IReadOnlyList<DatasetRow> rows, CancellationToken cancellationToken)
    {
        await DocumentLayout.WriteAsync(group, layout, rows.Select(row => row.Document).ToArray(), cancellationToken).ConfigureAwait(false);
        await group.WriteStringsAsync(layout[PoolColumn], rows.Select(row => row.Pool), cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<int>(layout[RepetitionsColumn], rows.Select(row => row.Repetitions).ToArray(), null, null, cancellationToken).ConfigureAwait(false);
        await group.WriteAsync<double>(layout[ScoreColumn], rows.Select(row => row.Score).ToArray(), null, null, cancellationToken).ConfigureAwait(false);
    }
}
