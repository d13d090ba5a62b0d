using System.Text;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Records that never became documents: without text, or not readable.</summary>
internal static class IngestLosses
{
    public static async Task<Explanation?> FindAsync(WorkDirectory work, Recipe recipe, DocumentId id, CancellationToken cancellationToken)
    {
        string ledgers = Path.GetDirectoryName(work.Ledger(StageNames.Ingest, "x"))!;
        foreach (string path in FilesIn(ledgers))
        {
            IReadOnlyList<LedgerEntry> entries = await LedgerFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (entries.FirstOrDefault(entry => entry.Id == id) is { } entry)
            {
                return new Explanation
                {
                    Id = id.ToString(),
                    Outcome = "dropped at ingest",
                    Steps = [new ExplanationStep(StageNames.Ingest, entry.Rule, entry.Note ?? "") { Value = entry.Value, Verdict = "failed" }],
                };
            }
        }

        foreach (string path in FilesIn(Path.GetDirectoryName(work.Quarantine("x"))!))
        {
            foreach (QuarantinedRecord record in await QuarantineFile.ReadAsync(path, cancellationToken).ConfigureAwait(false))
            {
                if (recipe.Sources.Any(source => DocumentId.Create(source.Name, record.File, record.Position) == id))
                {
                    return Quarantined(id, record);
                }
            }
        }

        return null;
    }

    private static Explanation Quarantined(DocumentId id, QuarantinedRecord record) => new()
    {
        Id = id.ToString(),
        Outcome = "quarantined",
        Steps = [new ExplanationStep(StageNames.Ingest, record.Code, $"{record.File} at {record.Position}: {record.Message}") { Verdict = "failed" }],
        Text = record.Raw.Length == 0 ? null : Encoding.UTF8.GetString(record.Raw.Span),
    };

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.parquet").Order(StringComparer.Ordinal) : [];
}
