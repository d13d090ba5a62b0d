using DataCuration.Documents;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Flow;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Where a document lies.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Document">The document.</param>
internal sealed record DocumentLocation(string Part, int Row, Document Document)
{
    /// <summary>Looks through the id columns of all parts; text is read only of the part that has it.</summary>
    public static async Task<DocumentLocation?> FindAsync(WorkDirectory work, DocumentId id, CancellationToken cancellationToken)
    {
        string[] folders = [Path.GetDirectoryName(work.Documents("x"))!, work.Synthetic];
        foreach (string path in folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)))
        {
            IReadOnlyList<DocumentId> ids = await PartIds.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            int row = ids.ToList().IndexOf(id);
            if (row >= 0)
            {
                return new DocumentLocation(Path.GetFileNameWithoutExtension(path), row, await ReadAsync(path, id, cancellationToken).ConfigureAwait(false));
            }
        }

        return null;
    }

    private static async Task<Document> ReadAsync(string path, DocumentId id, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            if (batch.FirstOrDefault(document => document.Id == id) is { } found)
            {
                return found;
            }
        }

        throw new InvalidDataException($"{path} lists {id} but does not hold it.");
    }
}
