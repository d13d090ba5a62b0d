using DataCuration.Documents;
using DataCuration.Documents.Columns;
using DataCuration.Documents.Edits;

namespace DataCuration.Pipelines.Stages.Materialising;

/// <summary>What a search for repeated text says of the documents of a part.</summary>
internal sealed class RepeatColumns(DocumentId[] ids)
{
    public DocumentId[] Ids { get; } = ids;

    /// <summary>The cuts, encoded.</summary>
    public byte[][] Edits { get; } = [.. ids.Select(_ => Array.Empty<byte>())];

    /// <summary>The share of each text that is repeated, 0 to 1.</summary>
    public double[] Shares { get; } = new double[ids.Length];

    /// <summary>The documents that leave because too much is repeated.</summary>
    public bool[] Leaves { get; } = new bool[ids.Length];

    public List<LedgerEntry> Ledger { get; } = [];

    public ColumnTable ToTable(string stage) => new(
        Ids,
        [
            new Column<byte[]>(stage + TextEdits.ColumnSuffix, Edits),
            new Column<double>(stage + RepeatedTextStage.ShareSuffix, Shares),
            new Column<bool>(stage + RepeatedTextStage.LeavesSuffix, Leaves),
        ]);
}
