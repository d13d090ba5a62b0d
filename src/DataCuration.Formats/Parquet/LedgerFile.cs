using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace DataCuration.Formats.Parquet;

/// <summary>Stores ledger rows: id, stage, rule, value, threshold, outcome (dropped, edited, placed), twin, note.</summary>
public static class LedgerFile
{
    private const int RowGroupRows = 1 << 16;

    private static DataField[] Fields() =>
    [
        ParquetLayout.Text("id", isNullable: false),
        ParquetLayout.Text("stage", isNullable: false),
        ParquetLayout.Text("rule", isNullable: false),
        new DataField("value", typeof(double), isNullable: true),
        new DataField("threshold", typeof(double), isNullable: true),
        ParquetLayout.Text("outcome", isNullable: false),
        ParquetLayout.Text("twin", isNullable: true),
        ParquetLayout.Text("note", isNullable: true),
    ];

    /// <summary>Writes the rows in order; the file appears whole or not at all.</summary>
    public static Task WriteAsync(string path, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ParquetLayout layout = new(Fields());
        return WorkFile.WriteAsync(
            path,
            layout,
            async (writer, token) =>
            {
                foreach (LedgerEntry[] rows in entries.Chunk(RowGroupRows))
                {
                    using ParquetRowGroupWriter group = writer.CreateRowGroup();
                    await WriteGroupAsync(group, layout, rows, token).ConfigureAwait(false);
                    group.CompleteValidate();
                }
            },
            cancellationToken);
    }

    /// <summary>Reads the rows in order.</summary>
    /// <exception cref="DiagnosticException">DC1040: the file is missing or damaged.</exception>
    public static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ParquetLayout layout = new(Fields());
        ParquetReader reader = await WorkFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            List<LedgerEntry> entries = [];
            for (int index = 0; index < reader.RowGroupCount; index++)
            {
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(index);
                entries.AddRange(await WorkFile.GuardAsync(path, () => ReadGroupAsync(group, layout, cancellationToken)).ConfigureAwait(false));
            }

            return entries;
        }
    }

    private static async Task WriteGroupAsync(ParquetRowGroupWriter group, ParquetLayout layout, LedgerEntry[] rows, CancellationToken token)
    {
        await group.WriteStringsAsync(layout["id"], rows.Select(row => row.Id.ToString()), token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["stage"], rows.Select(row => row.Stage), token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["rule"], rows.Select(row => row.Rule), token).ConfigureAwait(false);
        await group.WriteOptionalAsync(layout["value"], rows, row => row.Value, token).ConfigureAwait(false);
        await group.WriteOptionalAsync(layout["threshold"], rows, row => row.Threshold, token).ConfigureAwait(false);
        await group.WriteStringsAsync(layout["outcome"], rows.Select(row => NameOf(row.Outcome)), token).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout["twin"], rows.Select(row => row.Twin?.ToString()), token).ConfigureAwait(false);
        await group.WriteOptionalStringsAsync(layout["note"], rows.Select(row => row.Note), token).ConfigureAwait(false);
    }

    private static async Task<LedgerEntry[]> ReadGroupAsync(ParquetRowGroupReader group, ParquetLayout layout, CancellationToken token)
    {
        string?[] ids = await group.ReadStringsAsync(layout["id"], token).ConfigureAwait(false);
        string?[] stages = await group.ReadStringsAsync(layout["stage"], token).ConfigureAwait(false);
        string?[] rules = await group.ReadStringsAsync(layout["rule"], token).ConfigureAwait(false);
        double?[] values = await group.ReadOptionalAsync<double>(layout["value"], token).ConfigureAwait(false);
        double?[] thresholds = await group.ReadOptionalAsync<double>(layout["threshold"], token).ConfigureAwait(false);
        string?[] outcomes = await group.ReadStringsAsync(layout["outcome"], token).ConfigureAwait(false);
        string?[] twins = await group.ReadStringsAsync(layout["twin"], token).ConfigureAwait(false);
        string?[] notes = await group.ReadStringsAsync(layout["note"], token).ConfigureAwait(false);
        LedgerEntry[] entries = new LedgerEntry[ids.Length];
        for (int row = 0; row < entries.Length; row++)
        {
            entries[row] = new LedgerEntry
            {
                Id = DocumentId.Parse(ids[row]!),
                Stage = stages[row]!,
                Rule = rules[row]!,
                Value = values[row],
                Threshold = thresholds[row],
                Outcome = OutcomeOf(outcomes[row]!),
                Twin = twins[row] is { } twin ? DocumentId.Parse(twin) : null,
                Note = notes[row],
            };
        }

        return entries;
    }

    private static string NameOf(LedgerOutcome outcome) => outcome switch
    {
        LedgerOutcome.Dropped => "dropped",
        LedgerOutcome.Edited => "edited",
        LedgerOutcome.Placed => "placed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a ledger outcome."),
    };

    private static LedgerOutcome OutcomeOf(string name) => name switch
    {
        "dropped" => LedgerOutcome.Dropped,
        "edited" => LedgerOutcome.Edited,
        "placed" => LedgerOutcome.Placed,
        _ => throw new InvalidDataException($"'{name}' is no ledger outcome"),
    };
}
