using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Storage;
using DataCuration.Pipelines.Flow;
using DataCuration.Quality.Extraction;
using DataCuration.Quality.Language;

namespace DataCuration.Pipelines.Languages;

/// <summary>The languages of the documents of plain files: totals, and when asked one JSON object a document. Web pages count by their main text. Memory is bounded.</summary>
public static class FileLanguages
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Finds the languages.</summary>
    /// <param name="path">Where the line of each document goes (file, position, url, language, confidence, paragraphs with their shares), complete or not at all; null for totals only.</param>
    /// <param name="request">The files and the model.</param>
    /// <param name="cancellationToken">Stops between batches; nothing is left behind.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<LanguageSummary> FindAsync(string? path, LanguageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Totals totals = new();
        if (path is null)
        {
            await FindAsync(Stream.Null, request, totals, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await AtomicFile.WriteAsync(path, (stream, token) => FindAsync(stream, request, totals, token), cancellationToken).ConfigureAwait(false);
        }

        return totals.ToSummary();
    }

    private static Task FindAsync(Stream output, LanguageRequest request, Totals totals, CancellationToken cancellationToken)
    {
        WorkerPool<LanguageLabeller> labellers = new(LanguageLabels.Open(request.Model).CreateLabeller);
        HtmlTextExtractor extractor = new();
        return MapGraph.RunAsync(
            FileBatch.ReadAsync(request.Files, RecordFormat.Auto, request.Fields, cancellationToken),
            batch => labellers.Use(labeller => Label(extractor, labeller, batch)),
            async (result, writing) =>
            {
                totals.Add(result);
                await output.WriteAsync(result.Lines, writing).ConfigureAwait(false);
            },
            Math.Max(1, request.Parallelism),
            cancellationToken);
    }

    private static LabelledBatch Label(HtmlTextExtractor extractor, LanguageLabeller labeller, FileBatch batch)
    {
        ArrayBufferWriter<byte> lines = new();
        List<(LanguagePrediction, int)> predictions = [];
        foreach (SourceRecord record in batch.Items.Select(item => item.Record).OfType<SourceRecord>())
        {
            ReadOnlyMemory<byte> text = record.Kind == PayloadKind.Html ? extractor.Extract(record.Payload, record.Charset).Text : record.Payload;
            LanguagePrediction prediction = labeller.Label(text.Span);
            predictions.Add((prediction, text.Length));
            WriteLine(lines, batch.File, record, prediction, labeller.Shares);
        }

        return new LabelledBatch(lines.WrittenMemory, predictions, [.. batch.Items.Select(item => item.Quarantined).OfType<QuarantinedRecord>()]);
    }

    private static void WriteLine(ArrayBufferWriter<byte> lines, string file, SourceRecord record, LanguagePrediction prediction, IReadOnlyList<LanguageShare> shares)
    {
        using (Utf8JsonWriter writer = new(lines, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteNumber("position", record.Position);
            writer.WriteString("url", record.Url);
            writer.WriteString("language", prediction.Language);
            writer.WriteNumber("confidence", Math.Round(prediction.Confidence, 4));
            writer.WriteStartObject("paragraphs");
            foreach (LanguageShare share in shares)
            {
                writer.WriteNumber(share.Language, Math.Round(share.Share, 4));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    private sealed record LabelledBatch(ReadOnlyMemory<byte> Lines, IReadOnlyList<(LanguagePrediction Prediction, int Bytes)> Predictions, IReadOnlyList<QuarantinedRecord> Bad);

    // Filled by the graph's last block, one batch at a time and in order.
    private sealed class Totals
    {
        private readonly Dictionary<string, (long Documents, long Bytes, double Confidence)> _languages = new(StringComparer.Ordinal);
        private long _bad;
        private string? _firstBad;

        public void Add(LabelledBatch batch)
        {
            foreach ((LanguagePrediction prediction, int bytes) in batch.Predictions)
            {
                (long documents, long allBytes, double confidence) = _languages.GetValueOrDefault(prediction.Language);
                _languages[prediction.Language] = (documents + 1, allBytes + bytes, confidence + prediction.Confidence);
            }

            foreach (QuarantinedRecord record in batch.Bad)
            {
                _bad++;
                _firstBad ??= $"{record.File} at {record.Position}: {record.Message}";
            }
        }

        public LanguageSummary ToSummary() => new()
        {
            Documents = _languages.Values.Sum(total => total.Documents),
            Languages = [.. _languages.OrderByDescending(pair => pair.Value.Bytes).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new LanguageTotal
            {
                Language = pair.Key,
                Documents = pair.Value.Documents,
                Bytes = pair.Value.Bytes,
                MeanConfidence = pair.Value.Confidence / pair.Value.Documents,
            })],
            BadRecords = _bad,
            FirstBadRecord = _firstBad,
        };
    }
}
