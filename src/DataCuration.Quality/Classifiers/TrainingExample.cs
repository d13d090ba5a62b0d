using DataCuration.Documents;

namespace DataCuration.Quality.Classifiers;

/// <summary>A labelled sparse vector.</summary>
/// <param name="Id">The document.</param>
/// <param name="SampleHash">Its place in the sample; smaller is kept first.</param>
/// <param name="IsPositive">The label.</param>
/// <param name="Indices">Ascending buckets.</param>
/// <param name="Values">A value a bucket; unit length.</param>
internal sealed record TrainingExample(DocumentId Id, ulong SampleHash, bool IsPositive, int[] Indices, float[] Values)
{
    /// <summary>Sample order: hash, then id. Does not depend on the order in which documents arrive.</summary>
    public static int Compare(TrainingExample left, TrainingExample right)
    {
        int order = left.SampleHash.CompareTo(right.SampleHash);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }
}
