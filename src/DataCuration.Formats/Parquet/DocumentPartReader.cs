using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>Reads parts that <see cref="DocumentPartWriter"/> or <see cref="DatasetPartWriter"/> wrote, one row group in memory at a time.</summary>
public static class DocumentPartReader
{
    /// <summary>A batch ends when its text reaches this many bytes.</summary>
    public const int BatchBytes = 1 << 20;

    /// <summary>A batch ends at this many documents.</summary>
    public const int BatchDocuments = 512;

    /// <summary>
    /// The part's documents in order, in batches of at most <see cref="BatchDocuments"/> and about <see cref="BatchBytes"/> of text
    /// (a larger document makes a batch of its own).
    /// </summary>
    /// <exception cref="DiagnosticException">DC1040: the file is missing, damaged or no document part.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<Document>> ReadBatchesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ParquetLayout layout = new(DocumentLayout.Fields());
        ParquetReader reader = await WorkFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (int index = 0; index < reader.RowGroupCount; index++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
                Document[] documents = await WorkFile.GuardAsync(
                    path, () => DocumentLayout.ReadAsync(group, layout, cancellationToken)).ConfigureAwait(false);
                for (int start = 0, end; start < documents.Length; start = end)
                {
                    end = EndOfBatch(documents, start);
                    yield return documents[start..end];
                }
            }
        }
    }

    private static int EndOfBatch(Document[] documents, int start)
    {
        long bytes = documents[start].Text.Length;
        int end = start + 1;
        while (end < documents.Length && end - start < BatchDocuments && bytes + documents[end].Text.Length <= BatchBytes)
        {
            bytes += documents[end++].Text.Length;
        }

        return end;
    }
}
