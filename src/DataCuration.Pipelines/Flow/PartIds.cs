using DataCuration.Documents;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Flow;

/// <summary>The ids of a part of documents, without its text: Parquet reads one column.</summary>
internal static class PartIds
{
    public static async Task<IReadOnlyList<DocumentId>> ReadAsync(string path, CancellationToken cancellationToken) =>
        (await ColumnFile.ReadAsync(path, [], cancellationToken).ConfigureAwait(false)).Ids;
}
