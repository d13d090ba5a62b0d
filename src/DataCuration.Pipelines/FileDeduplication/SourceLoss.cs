namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What deduplication takes from one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Documents">Its documents.</param>
/// <param name="Bytes">Bytes of their text.</param>
/// <param name="RemovedDocuments">Those that leave.</param>
/// <param name="RemovedBytes">Bytes of their text.</param>
public sealed record SourceLoss(string Source, long Documents, long Bytes, long RemovedDocuments, long RemovedBytes)
{
    /// <summary>The larger of the two shares removed, documents or bytes, in [0, 1].</summary>
    public double Share => Documents == 0 ? 0 : Math.Max((double)RemovedDocuments / Documents, (double)RemovedBytes / Math.Max(1, Bytes));
}
