using System.Text.Json.Nodes;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Flow;
using DataCuration.Quality.Extraction;
using DataCuration.Quality.Rules.Profiles;
using DataCuration.Quality.Rules.Urls;

namespace DataCuration.Pipelines.Scoring;

/// <summary>Judges the documents of plain files by a profile, without a recipe. Memory is bounded; the order is that of the files.</summary>
public static class FileScoring
{
    private static readonly HtmlTextExtractor Extractor = new();

    /// <summary>Scores all documents.</summary>
    /// <param name="request">What to score.</param>
    /// <param name="write">Receives the documents in order, a batch at a time.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static async Task<ScoreSummary> RunAsync(
        ScoreRequest request, Func<IReadOnlyList<ScoredDocument>, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(write);
        RuleProfile profile = request.FindProfile();
        UrlFilter? urls = request.ReadUrlFilter();
        WorkerPool<ProfileMeter> meters = new(profile.CreateMeter);
        long documents = 0, kept = 0, bad = 0;
        string? firstBad = null;
        SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
        await MapGraph.RunAsync(
            FileBatch.ReadAsync(request.Files, RecordFormat.Auto, request.Fields, cancellationToken),
            batch => (Batch: batch, Scored: meters.Use(meter => Score(profile, urls, meter, batch))),
            async (result, token) =>
            {
                foreach (ScoredDocument document in result.Scored)
                {
                    documents++;
                    kept += document.IsKept ? 1 : 0;
                    foreach (string reason in document.ReasonsOf(profile))
                    {
                        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                    }
                }

                foreach (QuarantinedRecord record in result.Batch.Items.Select(item => item.Quarantined).OfType<QuarantinedRecord>())
                {
                    bad++;
                    firstBad ??= $"{record.File} at {record.Position}: {record.Message}";
                }

                await write(result.Scored, token).ConfigureAwait(false);
            },
            Math.Max(1, request.Parallelism),
            cancellationToken).ConfigureAwait(false);
        return new ScoreSummary { Documents = documents, Kept = kept, Reasons = reasons, BadRecords = bad, FirstBadRecord = firstBad };
    }

    private static List<ScoredDocument> Score(RuleProfile profile, UrlFilter? urls, ProfileMeter meter, FileBatch batch)
    {
        List<ScoredDocument> scored = new(batch.Items.Count);
        foreach (SourceRecord record in batch.Items.Select(item => item.Record).OfType<SourceRecord>())
        {
            Document document = ToDocument(batch.File, record);
            double[] values = new double[profile.Columns.Count];
            meter.Measure(document.Text.Span, values);
            (string? id, string? url) = OwnFields(record);
            string? urlReason = url is null ? null : urls?.ReasonFor(url);
            scored.Add(new ScoredDocument(batch.File, record.Position, id, document, values, profile.Judge(values), urlReason));
        }

        return scored;
    }

    private static Document ToDocument(string file, SourceRecord record) => new()
    {
        Id = DocumentId.Create("score", file, record.Position),
        Text = record.Kind == PayloadKind.Text ? record.Payload : Extractor.Extract(record.Payload, record.Charset).Text,
        Source = "score",
        Url = record.Url,
        Date = record.Date,
        Language = record.Language,
        Metadata = record.Metadata,
    };

    /// <summary>The record's own id and address; datatrove keeps the address in <c>metadata.url</c>.</summary>
    private static (string? Id, string? Url) OwnFields(SourceRecord record)
    {
        JsonObject? members = record.Metadata is null ? null : JsonNode.Parse(record.Metadata) as JsonObject;
        string? url = record.Url ?? (members?["metadata"] is JsonObject metadata && metadata["url"] is JsonValue value ? value.ToString() : null);
        return (members?["id"]?.ToString(), url);
    }
}
