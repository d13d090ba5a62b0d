using DataCuration.Documents;
using DataCuration.Formats.Parquet;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The texts of the few documents that the report shows. Reads only parts that hold one of them.</summary>
internal static class ReportTexts
{
    public static async Task<IReadOnlyDictionary<DocumentId, Document>> ReadAsync(RunContext context, IReadOnlySet<DocumentId> wanted, CancellationToken cancellationToken)
    {
        Dictionary<DocumentId, Document> found = [];
        foreach (DocumentPart part in context.Parts())
        {
            string path = context.Work.Documents(part.Name);
            IReadOnlyList<DocumentId> ids = await DocumentPartReader.ReadIdsAsync(path, cancellationToken).ConfigureAwait(false);
            if (!ids.Any(wanted.Contains))
            {
                continue;
            }

            await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(path, cancellationToken).ConfigureAwait(false))
            {
                foreach (Document document in batch.Where(document => wanted.Contains(document.Id)))
                {
                    found[document.Id] = document;
                }
            }
        }

        return found;
    }
}
