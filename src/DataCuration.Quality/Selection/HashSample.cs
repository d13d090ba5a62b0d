// Nested sampling by hash: a document is in the sample of share p when the hash of its id, as a number in [0, 1), is below p. The sample of a
// smaller share is a subset of that of a larger one, and neither order, nor partitioning, nor other documents matter. MassiveDS (Shao et al.
// 2024, arXiv 2407.12854, section 3.2) subsamples by a seeded coin in the order of reading; the hash makes that coin a property of the document.
// Cost: one hash a document; the exact size needs one selection over the hashes.
using DataCuration.Documents;

namespace DataCuration.Quality.Selection;

/// <summary>Samples documents by the hash of their ids. Pure.</summary>
public static class HashSample
{
    /// <summary>Whether a document is in the sample.</summary>
    /// <param name="id">The document.</param>
    /// <param name="share">The share of documents to keep, 0 to 1.</param>
    /// <param name="seed">Another seed gives an independent sample.</param>
    public static bool Contains(DocumentId id, double share, ulong seed) => StableHash.UnitOf(id, seed) < share;

    /// <summary>The rows of exactly <paramref name="count"/> documents (all, when there are fewer), ascending: those with the smallest hashes.</summary>
    public static int[] ExactSize(ReadOnlySpan<DocumentId> ids, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (ulong Hash, DocumentId Id, int Row)[] hashed = new (ulong, DocumentId, int)[ids.Length];
        for (int row = 0; row < ids.Length; row++)
        {
            hashed[row] = (StableHash.Of(ids[row], seed), ids[row], row);
        }

        Array.Sort(hashed);
        int[] rows = [.. hashed.Take(count).Select(document => document.Row)];
        Array.Sort(rows);
        return rows;
    }
}
