using DataCuration.Documents;

namespace DataCuration.Deduplication.Clusters;

/// <summary>A bucket with more than <see cref="DuplicateClusterer.LargeBucketSize"/> different texts: usually a template or boilerplate.</summary>
/// <param name="Size">Documents in the bucket; exact copies count once.</param>
/// <param name="First">The bucket's smallest document id.</param>
public sealed record LargeBucket(int Size, DocumentId First);
