using System.Globalization;
using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;
using DataCuration.Formats.Parquet;
using DataCuration.Pipelines.Repeats;
using DataCuration.Pipelines.Stages.Rephrasing;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>The edits that stages ask for in the documents of a part. Immutable.</summary>
internal sealed class PartEdits
{
    /// <summary>The ledger of edits to documents of the dataset.</summary>
    public const string LedgerName = "edits";

    private readonly IReadOnlyList<DocumentId> _ids;
    private readonly Dictionary<int, List<TextEdit>> _editsOfRow;

    private PartEdits(IReadOnlyList<DocumentId> ids, Dictionary<int, List<TextEdit>> editsOfRow) => (_ids, _editsOfRow) = (ids, editsOfRow);

    /// <summary>The stages that have a column of edits, named after them.</summary>
    public static IReadOnlyList<string> Stages { get; } = [StageNames.Contamination, StageNames.Privacy, .. RepeatMethod.Names];

    public static async Task<PartEdits> ReadAsync(RunContext context, string part, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentId> ids = [];
        Dictionary<int, List<TextEdit>> editsOfRow = [];
        foreach (string stage in Stages.Where(stage => Has(context, stage, part)))
        {
            string name = stage + TextEdits.ColumnSuffix;
            ColumnTable table = await ColumnFile.ReadAsync(context.Work.Columns(stage, part), [name], cancellationToken).ConfigureAwait(false);
            ids = table.Ids;
            byte[][] columns = table.Get<byte[]>(name);
            for (int row = 0; row < columns.Length; row++)
            {
                if (columns[row] is { Length: > 0 } column)
                {
                    if (!editsOfRow.TryGetValue(row, out List<TextEdit>? edits))
                    {
                        editsOfRow.Add(row, edits = []);
                    }

                    edits.AddRange(TextEdits.Decode(column));
                }
            }
        }

        return new PartEdits(ids, editsOfRow);
    }

    /// <summary>The stage looked at the part; repeated text is not looked for in rephrased documents.</summary>
    public static bool Has(RunContext context, string stage, string part) =>
        context.Completed(stage).Count > 0 && !(SyntheticNames.IsSynthetic(part) && RepeatMethod.Names.Contains(stage));

    public Document Apply(Document document, int row) =>
        _editsOfRow.TryGetValue(row, out List<TextEdit>? edits) ? document with { Text = TextEdits.Apply(document.Text.Span, TextEdits.Merge(edits)) } : document;

    /// <summary>A row for each edit of the documents that are written. What was there is not repeated: a ledger must not keep what the dataset gives up.</summary>
    public IEnumerable<LedgerEntry> Ledger(Func<int, bool> isWritten) =>
        from row in _editsOfRow.Keys.Order()
        where isWritten(row)
        from edit in TextEdits.Merge(_editsOfRow[row])
        select new LedgerEntry
        {
            Id = _ids[row],
            Stage = LedgerName,
            Rule = edit.Rule,
            Value = edit.Length,
            Outcome = LedgerOutcome.Edited,
            Note = string.Create(CultureInfo.InvariantCulture, $"bytes {edit.Start} to {edit.End} -> '{edit.Replacement}'"),
        };
}
