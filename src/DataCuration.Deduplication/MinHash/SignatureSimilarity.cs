namespace DataCuration.Deduplication.MinHash;

/// <summary>The estimate of the Jaccard similarity from two signatures. Pure.</summary>
public static class SignatureSimilarity
{
    /// <summary>The share of equal minimum hashes, in [0, 1].</summary>
    public static double Of(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        int equal = 0;
        for (int i = 0; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return (double)equal / left.Length;
    }
}
