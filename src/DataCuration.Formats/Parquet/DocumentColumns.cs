using System.Text;
using DataCuration.Documents;

namespace DataCuration.Formats.Parquet;

/// <summary>The columns that every file of documents has.</summary>
internal static class DocumentColumns
{
    /// <summary>Text a row group holds at most, in UTF-8 bytes; bounds the writer's memory.</summary>
    public const long RowGroupBytes = 16L << 20;

    public static List<ParquetColumn> Of(IReadOnlyList<Document> documents) =>
    [
        ParquetColumn.OfText("id", Map(documents, document => document.Id.ToString()), isNullable: false),
        ParquetColumn.OfText("text", Map(documents, document => Encoding.UTF8.GetString(document.Text.Span)), isNullable: false),
        ParquetColumn.OfText("url", Map(documents, document => document.Url), isNullable: true),
        ParquetColumn.OfText("date", Map(documents, document => document.Date), isNullable: true),
        ParquetColumn.OfText("source", Map(documents, document => document.Source), isNullable: false),
        ParquetColumn.OfText("language", Map(documents, document => document.Language), isNullable: true),
        ParquetColumn.OfText("metadata", Map(documents, document => document.Metadata), isNullable: true),
    ];

    private static string?[] Map(IReadOnlyList<Document> documents, Func<Document, string?> select)
    {
        string?[] values = new string?[documents.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = select(documents[i]);
        }

        return values;
    }
}
