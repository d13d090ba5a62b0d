using System.Buffers;
using System.Text.Json;
using DataCuration.Documents.Columns;
using DataCuration.Formats.Parquet;
using DataCuration.Formats.Storage;
using DataCuration.Quality.Rules.Profiles;

namespace DataCuration.Pipelines.Scoring;

/// <summary>
/// Writes scored documents, complete or not at all: one JSON object a line, or Parquet when the name ends in <c>.parquet</c>. Columns: id, file,
/// position, kept, reasons in order, and the profile's metrics.
/// </summary>
public static class ScoreFile
{
    private const int RowGroupRows = 1 << 14;

    /// <summary>Scores the documents of a request into a file.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static Task<ScoreSummary> WriteAsync(string path, ScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(request);
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
            ? WriteParquetAsync(path, request, cancellationToken)
            : WriteJsonlAsync(path, request, cancellationToken);
    }

    private static async Task<ScoreSummary> WriteJsonlAsync(string path, ScoreRequest request, CancellationToken cancellationToken)
    {
        RuleProfile profile = request.FindProfile();
        ScoreSummary? summary = null;
        await AtomicFile.WriteAsync(
            path,
            async (stream, token) =>
            {
                ArrayBufferWriter<byte> buffer = new();
                summary = await FileScoring.RunAsync(
                    request,
                    async (documents, writing) =>
                    {
                        buffer.ResetWrittenCount();
                        foreach (ScoredDocument document in documents)
                        {
                            WriteLine(buffer, profile, document);
                        }

                        await stream.WriteAsync(buffer.WrittenMemory, writing).ConfigureAwait(false);
                    },
                    token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return summary!;
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, RuleProfile profile, ScoredDocument document)
    {
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", document.Id ?? document.Document.Id.ToString());
            writer.WriteString("file", document.File);
            writer.WriteNumber("position", document.Position);
            writer.WriteBoolean("kept", document.IsKept);
            writer.WriteStartArray("reasons");
            foreach (string reason in document.ReasonsOf(profile))
            {
                writer.WriteStringValue(reason);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("metrics");
            for (int i = 0; i < profile.Columns.Count; i++)
            {
                writer.WriteNumber(profile.Columns[i], document.Values[i]);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private static async Task<ScoreSummary> WriteParquetAsync(string path, ScoreRequest request, CancellationToken cancellationToken)
    {
        RuleProfile profile = request.FindProfile();
        List<ScoredDocument> pending = [];
        ScoreSummary? summary = null;
        await ColumnFile.WriteAsync(
            path,
            ToTable([], profile),
            async (writeGroup, token) =>
            {
                summary = await FileScoring.RunAsync(
                    request,
                    async (documents, writing) =>
                    {
                        // The text is not needed any more and must not wait with the row.
                        pending.AddRange(documents.Select(document => document with { Document = document.Document with { Text = default } }));
                        if (pending.Count >= RowGroupRows)
                        {
                            await writeGroup(ToTable(pending, profile), writing).ConfigureAwait(false);
                            pending.Clear();
                        }
                    },
                    token).ConfigureAwait(false);
                if (pending.Count > 0)
                {
                    await writeGroup(ToTable(pending, profile), token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return summary!;
    }

    private static ColumnTable ToTable(IReadOnlyList<ScoredDocument> documents, RuleProfile profile)
    {
        List<Column> columns =
        [
            new Column<string?>("documentId", [.. documents.Select(document => document.Id)]),
            new Column<string?>("file", [.. documents.Select(document => document.File)]),
            new Column<long>("position", [.. documents.Select(document => document.Position)]),
            new Column<bool>("kept", [.. documents.Select(document => document.IsKept)]),
            new Column<string?>("reasons", [.. documents.Select(document => string.Join(',', document.ReasonsOf(profile)))]),
        ];
        columns.AddRange(profile.Columns.Select((name, i) => new Column<double>(name, [.. documents.Select(document => document.Values[i])])));
        return new ColumnTable([.. documents.Select(document => document.Document.Id)], columns);
    }
}
