// Several scores into integer buckets (Nemotron-CC: Su et al. 2024, arXiv 2412.02595, section 2.2): each score ranks all documents into 20 buckets
// of 5 %, and a document's bucket is the highest that any score gives it, because classifiers that were trained on different positives agree on
// few of the best documents. What differs: ties are split by the hash of the id; a missing score (NaN) leaves the others to decide; documents
// without any score are in no bucket. Cost: one sort a score.
using DataCuration.Documents;

namespace DataCuration.Quality.Selection;

/// <summary>Joins score columns into buckets 0 (worst) to count - 1 (best). Pure; independent of the documents' order.</summary>
public static class EnsembleBuckets
{
    /// <summary>The paper's number of buckets.</summary>
    public const int DefaultCount = 20;

    /// <summary>The bucket of a document without any score.</summary>
    public const int Unscored = -1;

    /// <summary>The highest bucket that any of the scores gives each document.</summary>
    /// <param name="scores">One array a classifier, each with a score a document; NaN is missing.</param>
    /// <param name="ids">The documents.</param>
    /// <param name="count">Number of buckets.</param>
    /// <param name="seed">Splits ties.</param>
    public static int[] Assign(IReadOnlyList<double[]> scores, ReadOnlySpan<DocumentId> ids, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[] buckets = new int[ids.Length];
        Array.Fill(buckets, Unscored);
        (double Score, ulong TieHash, DocumentId Id, int Row)[] ranked = new (double, ulong, DocumentId, int)[ids.Length];
        foreach (double[] classifier in scores)
        {
            if (classifier.Length != ids.Length)
            {
                throw new ArgumentException($"A classifier has {classifier.Length} scores; there are {ids.Length} documents.", nameof(scores));
            }

            int n = 0;
            for (int row = 0; row < classifier.Length; row++)
            {
                if (!double.IsNaN(classifier[row]))
                {
                    ranked[n++] = (classifier[row], StableHash.Of(ids[row], seed), ids[row], row);
                }
            }

            Array.Sort(ranked, 0, n);
            for (long rank = 0; rank < n; rank++)
            {
                ref int bucket = ref buckets[ranked[rank].Row];
                bucket = Math.Max(bucket, (int)(count * rank / n));
            }
        }

        return buckets;
    }
}
