using System.Runtime.CompilerServices;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Diagnostics;
using DataCuration.Formats.Parquet;
using DataCuration.Rephrasing.Generation.Ledger;

namespace DataCuration.Pipelines.Stages.Rephrasing;

/// <summary>The rows of a part and the documents they belong to, and from a row to its answer.</summary>
internal static class RephrasedDocuments
{
    public static async Task<SegmentRow[]> RowsAsync(RunContext context, DocumentPart part, CancellationToken cancellationToken)
    {
        ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(StageNames.Rephrase, part.Name), null, cancellationToken).ConfigureAwait(false);
        return SegmentRow.FromTable(table);
    }

    /// <summary>The documents of a part that have rows, each with its rows, in the part's order.</summary>
    public static async IAsyncEnumerable<(Document Document, SegmentRow[] Rows)> ReadAsync(
        RunContext context, DocumentPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<DocumentId, SegmentRow[]> rows = (await RowsAsync(context, part, cancellationToken).ConfigureAwait(false))
            .GroupBy(row => row.Parent).ToDictionary(group => group.Key, group => group.ToArray());
        await foreach (IReadOnlyList<Document> batch in DocumentPartReader.ReadBatchesAsync(context.Work.Documents(part.Name), cancellationToken).ConfigureAwait(false))
        {
            foreach (Document document in batch.Where(document => rows.ContainsKey(document.Id)))
            {
                yield return (document, rows[document.Id]);
            }
        }
    }

    /// <summary>The segment's text, as it was sent.</summary>
    public static string SourceOf(string text, SegmentRow row) => text.Substring(row.Start, row.Length).Trim();

    /// <exception cref="DiagnosticException">DC3082: the ledger has lost it.</exception>
    public static LedgerRecord AnswerTo(RunContext context, GenerationLedger ledger, SegmentRow row) => ledger.Find(row.RequestHash!) ?? throw new DiagnosticException(
        Diagnostic.Error(
            "DC3082", $"The ledger has lost the answer to request {row.RequestHash![..12]}…. Delete {context.Work.CompletionFolder(StageNames.Rephrase)} and run again: it is asked for again.",
            GenerationSession.LedgerFolder(context)),
        ExitCode.Failed);
}
