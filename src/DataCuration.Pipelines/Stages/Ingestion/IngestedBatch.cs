using DataCuration.Documents;

namespace DataCuration.Pipelines.Stages.Ingestion;

/// <summary>What a batch of records became.</summary>
/// <param name="Documents">The documents, in the order of their records.</param>
/// <param name="Dropped">Records with no text left, one ledger row each.</param>
/// <param name="Quarantined">Records that could not be read.</param>
/// <param name="SkippedKinds">The kinds of the records that hold no document.</param>
/// <param name="Memory">What the documents' texts lie in, to be disposed when they are written; null when they have memory of their own.</param>
internal sealed record IngestedBatch(
    IReadOnlyList<Document> Documents,
    IReadOnlyList<LedgerEntry> Dropped,
    IReadOnlyList<QuarantinedRecord> Quarantined,
    IReadOnlyList<string> SkippedKinds,
    IDisposable? Memory)
{
    public long TextBytes { get; } = Documents.Sum(document => (long)document.Text.Length);
}
