using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Quality.Extraction;
using DataCuration.Quality.Language;

namespace DataCuration.Pipelines.Extracting;

/// <summary>
/// Writes the text of pages, complete or not at all: one JSON object a line with file, position, url, title, date, language, how sure that
/// is, and text, in the order of the files. The language is the one found, or the one stated where none was found. Text records pass as they are. Memory is bounded.
/// </summary>
public static class ExtractFile
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Extracts the documents of a request into a file.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<ExtractSummary> WriteAsync(string path, ExtractRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(request);
        HtmlTextExtractor extractor = new(request.Profile);
        WorkerPool<LanguageIdentifier> identifiers = new(() => new LanguageIdentifier());
        long documents = 0, empty = 0, bad = 0;
        string? firstBad = null;
        await AtomicFile.WriteAsync(
            path,
            (stream, token) => MapGraph.RunAsync(
                FileBatch.ReadAsync(request.Files, request.Format, new FieldMapping(), token),
                batch => identifiers.Use(identifier => Convert(extractor, identifier, batch)),
                async (result, writing) =>
                {
                    documents += result.Documents;
                    empty += result.Empty;
                    foreach (QuarantinedRecord record in result.Bad)
                    {
                        bad++;
                        firstBad ??= $"{record.File} at {record.Position}: {record.Message}";
                    }

                    await stream.WriteAsync(result.Lines, writing).ConfigureAwait(false);
                },
                Math.Max(1, request.Parallelism),
                token),
            cancellationToken).ConfigureAwait(false);
        return new ExtractSummary { Documents = documents, Empty = empty, BadRecords = bad, FirstBadRecord = firstBad };
    }

    private static ExtractedBatch Convert(HtmlTextExtractor extractor, LanguageIdentifier identifier, FileBatch batch)
    {
        ArrayBufferWriter<byte> lines = new();
        int documents = 0, empty = 0;
        foreach (SourceRecord record in batch.Items.Select(item => item.Record).OfType<SourceRecord>())
        {
            ExtractedPage? page = record.Kind == PayloadKind.Html ? extractor.Extract(record.Payload, record.Charset) : null;
            ReadOnlyMemory<byte> text = page?.Text ?? record.Payload;
            if (text.Span.Trim(" \t\r\n\f\v"u8).IsEmpty)
            {
                empty++;
                continue;
            }

            documents++;
            WriteLine(lines, batch.File, record, page, text, identifier.Identify(text.Span));
        }

        return new ExtractedBatch(lines.WrittenMemory, documents, empty, [.. batch.Items.Select(item => item.Quarantined).OfType<QuarantinedRecord>()]);
    }

    private static void WriteLine(ArrayBufferWriter<byte> lines, string file, SourceRecord record, ExtractedPage? page, ReadOnlyMemory<byte> text, LanguagePrediction found)
    {
        using (Utf8JsonWriter writer = new(lines, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteNumber("position", record.Position);
            writer.WriteString("url", record.Url);
            writer.WriteString("title", page?.Title);
            writer.WriteString("date", page?.Date ?? record.Date);
            writer.WriteString("language", found == LanguagePrediction.Undetermined ? record.Language : found.Language);
            writer.WriteNumber("languageConfidence", Math.Round(found.Confidence, 4));
            writer.WriteString("text", text.Span);
            writer.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    private sealed record ExtractedBatch(ReadOnlyMemory<byte> Lines, int Documents, int Empty, IReadOnlyList<QuarantinedRecord> Bad);
}
