using DataCuration.Documents;
using Parquet;

namespace DataCuration.Formats.Parquet;

/// <summary>Ledger rows: id, stage, rule, value, threshold, outcome, twin, note.</summary>
public static class LedgerFile
{
    /// <summary>Writes the rows in order, completely or not at all.</summary>
    public static Task WriteAsync(string path, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
        ParquetFile.WriteAsync(
            path,
            [
                ParquetColumn.OfText("id", entries.Select(entry => entry.Id.ToString()).ToArray(), isNullable: false),
                ParquetColumn.OfText("stage", entries.Select(entry => entry.Stage).ToArray(), isNullable: false),
                ParquetColumn.OfText("rule", entries.Select(entry => entry.Rule).ToArray(), isNullable: false),
                ParquetColumn.OfNullable("value", entries.Select(entry => entry.Value).ToArray()),
                ParquetColumn.OfNullable("threshold", entries.Select(entry => entry.Threshold).ToArray()),
                ParquetColumn.OfText("outcome", entries.Select(entry => entry.Outcome.ToString()).ToArray(), isNullable: false),
                ParquetColumn.OfText("twin", entries.Select(entry => entry.Twin?.ToString()).ToArray(), isNullable: true),
                ParquetColumn.OfText("note", entries.Select(entry => entry.Note).ToArray(), isNullable: true),
            ],
            cancellationToken);

    /// <summary>Reads all rows in order.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(path, null, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
            ParquetRows rows = new(reader, group);
            string?[] ids = await rows.TextAsync("id", cancellationToken).ConfigureAwait(false);
            string?[] stages = await rows.TextAsync("stage", cancellationToken).ConfigureAwait(false);
            string?[] rules = await rows.TextAsync("rule", cancellationToken).ConfigureAwait(false);
            double?[] values = await rows.NullableAsync<double>("value", cancellationToken).ConfigureAwait(false);
            double?[] thresholds = await rows.NullableAsync<double>("threshold", cancellationToken).ConfigureAwait(false);
            string?[] outcomes = await rows.TextAsync("outcome", cancellationToken).ConfigureAwait(false);
            string?[] twins = await rows.TextAsync("twin", cancellationToken).ConfigureAwait(false);
            string?[] notes = await rows.TextAsync("note", cancellationToken).ConfigureAwait(false);
            return Enumerable.Range(0, rows.Count).Select(i => new LedgerEntry
            {
                Id = DocumentId.Parse(ids[i]!),
                Stage = stages[i]!,
                Rule = rules[i]!,
                Value = values[i],
                Threshold = thresholds[i],
                Outcome = Enum.Parse<LedgerOutcome>(outcomes[i]!),
                Twin = twins[i] is { } twin ? DocumentId.Parse(twin) : null,
                Note = notes[i],
            }).ToArray();
        }
    }
}
