using DataCuration.Documents;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>The columns of a document: id (32 hex digits), text, url, date, source, language, metadata (one JSON object).</summary>
internal static class DocumentLayout
{
    public const string Id = "id";
    public const string Text = "text";
    public const string Url = "url";
    public const string Date = "date";
    public const string Source = "source";
    public const string Language = "language";
    public const string Metadata = "metadata";

    /// <summary>The fields in the file's order.</summary>
    public static DataField[] Fields() =>
    [
        ParquetLayout.Text(Id, isNullable: false),
        ParquetLayout.Text(Text, isNullable: false),
        ParquetLayout.Text(Url, isNullable: true),
        ParquetLayout.Text(Date, isNullable: true),
        ParquetLayout.Text(Source, isNullable: false),
        ParquetLayout.Text(Language, isNullable: true),
        ParquetLayout.Text(Metadata, isNullable: true),
    ];

    /// <summary>Writes the documents' columns, the first of the row group.</summary>
    public static async Task WriteAsync(
        ParquetRowGroupWriter group, ParquetLayout layout, IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        await group.WriteStringsAsync(layout[Id], documents.Select(document => document.Id.ToString()), cancellationToken).ConfigureAwait(false);
        await group.WriteBytesAsync(layout[Text], documents.Select(document => document.Text).ToArray(), cancellationToken).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout[Url], documents.Select(document => document.Url), cancellationToken).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout[Date], documents.Select(document => document.Date), cancellationToken).ConfigureAwait(false);
        await group.WriteStringsAsync(layout[Source], documents.Select(document => document.Source), cancellationToken).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout[Language], documents.Select(document => document.Language), cancellationToken).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout[Metadata], documents.Select(document => document.Metadata), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a row group's documents.</summary>
    public static async Task<Document[]> ReadAsync(ParquetRowGroupReader group, ParquetLayout layout, CancellationToken cancellationToken)
    {
        string?[] ids = await group.ReadStringsAsync(layout[Id], cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte>[] texts = await group.ReadRequiredAsync<ReadOnlyMemory<byte>>(layout[Text], cancellationToken).ConfigureAwait(false);
        string?[] urls = await group.ReadStringsAsync(layout[Url], cancellationToken).ConfigureAwait(false);
        string?[] dates = await group.ReadStringsAsync(layout[Date], cancellationToken).ConfigureAwait(false);
        string?[] sources = await group.ReadStringsAsync(layout[Source], cancellationToken).ConfigureAwait(false);
        string?[] languages = await group.ReadStringsAsync(layout[Language], cancellationToken).ConfigureAwait(false);
        string?[] metadata = await group.ReadStringsAsync(layout[Metadata], cancellationToken).ConfigureAwait(false);
        Document[] documents = new Document[ids.Length];
        for (int row = 0; row < documents.Length; row++)
        {
            documents[row] = new Document
            {
                Id = DocumentId.Parse(ids[row]!),
                Text = texts[row],
                Url = urls[row],
                Date = dates[row],
                Source = string.Intern(sources[row]!),
                Language = languages[row],
                Metadata = metadata[row],
            };
        }

        return documents;
    }
}
