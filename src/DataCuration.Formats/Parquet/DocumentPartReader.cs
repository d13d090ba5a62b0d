using System.Runtime.CompilerServices;
using System.Text;
using DataCuration.Documents;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>Reads a part of documents in order.</summary>
public static class DocumentPartReader
{
    private const int BatchDocuments = 512;
    private const int BatchBytes = 1 << 20;

    /// <summary>The documents in batches of at most 512 documents, ended once they hold 1 MiB of text. Memory: one row group.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Document>> ReadBatchesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (int g = 0; g < reader.RowGroupCount; g++)
            {
                Document[] documents = await ReadRowGroupAsync(reader, g, cancellationToken).ConfigureAwait(false);
                for (int start = 0, end; start < documents.Length; start = end)
                {
                    long bytes = 0;
                    for (end = start; end < documents.Length && end - start < BatchDocuments && bytes < BatchBytes; end++)
                    {
                        bytes += documents[end].Text.Length;
                    }

                    yield return new ArraySegment<Document>(documents, start, end - start);
                }
            }
        }
    }

    /// <summary>The ids only, in order.</summary>
    public static async Task<IReadOnlyList<DocumentId>> ReadIdsAsync(string path, CancellationToken cancellationToken)
    {
        List<DocumentId> ids = [];
        ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (int g = 0; g < reader.RowGroupCount; g++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
                ids.AddRange((await new ParquetRows(reader, group).TextAsync("id", cancellationToken).ConfigureAwait(false)).Select(id => DocumentId.Parse(id!)));
            }
        }

        return ids;
    }

    private static async Task<Document[]> ReadRowGroupAsync(ParquetReader reader, int index, CancellationToken cancellationToken)
    {
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
        ParquetRows rows = new(reader, group);
        string?[] ids = await rows.TextAsync("id", cancellationToken).ConfigureAwait(false);
        string?[] texts = await rows.TextAsync("text", cancellationToken).ConfigureAwait(false);
        string?[] urls = await rows.TextAsync("url", cancellationToken).ConfigureAwait(false);
        string?[] dates = await rows.TextAsync("date", cancellationToken).ConfigureAwait(false);
        string?[] sources = await rows.TextAsync("source", cancellationToken).ConfigureAwait(false);
        string?[] languages = await rows.TextAsync("language", cancellationToken).ConfigureAwait(false);
        string?[] metadata = await rows.TextAsync("metadata", cancellationToken).ConfigureAwait(false);
        Document[] documents = new Document[rows.Count];
        for (int i = 0; i < documents.Length; i++)
        {
            documents[i] = new Document
            {
                Id = DocumentId.Parse(ids[i]!),
                Text = Encoding.UTF8.GetBytes(texts[i]!),
                Url = urls[i],
                Date = dates[i],
                Source = sources[i]!,
                Language = languages[i],
                Metadata = metadata[i],
            };
        }

        return documents;
    }
}
