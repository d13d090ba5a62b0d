using DataCuration.Documents;

namespace DataCuration.Formats.Parquet;

/// <summary>
/// Writes one part of documents as Parquet (Zstandard): columns id, text, url, date, source, language, metadata. Holds at most one
/// row group, about 4 MB of text: what every stage reads again should stay in the processor's cache while it is written. The file appears
/// under its name when <see cref="CompleteAsync"/> returns; disposal before that leaves nothing. The same documents give the same bytes,
/// however they are cut into batches. Single-threaded.
/// </summary>
public sealed class DocumentPartWriter : IAsyncDisposable
{
    private const long RowGroupBytes = 4L << 20;

    private readonly PartFile<Document> _part;

    private DocumentPartWriter(PartFile<Document> part) => _part = part;

    /// <summary>Starts a part that will appear at <paramref name="path"/>; creates the folder.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<DocumentPartWriter> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ParquetLayout layout = new(DocumentLayout.Fields());
        PartFile<Document> part = await PartFile<Document>.OpenAsync(
            path,
            layout,
            ParquetLayout.WorkingOptions(),
            RowGroupBytes,
            document => document,
            (group, rows, token) => DocumentLayout.WriteAsync(group, layout, rows, token),
            cancellationToken).ConfigureAwait(false);
        return new DocumentPartWriter(part);
    }

    /// <summary>Documents at the end whose row group is not written yet.</summary>
    public int Waiting => _part.Waiting;

    /// <summary>Appends documents, in order. Their texts must be valid UTF-8 and stay unchanged as long as they wait (<see cref="Waiting"/>).</summary>
    public Task WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken) => _part.WriteAsync(documents, cancellationToken);

    /// <summary>Writes the rest and makes the part appear, whole and on the disk.</summary>
    public Task<PartSummary> CompleteAsync(CancellationToken cancellationToken) => _part.CompleteAsync(cancellationToken);

    /// <summary>Deletes what was written unless the part was completed.</summary>
    public ValueTask DisposeAsync() => _part.DisposeAsync();
}
