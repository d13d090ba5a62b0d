using DataCuration.Documents;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// What the decision needs of every document, as flat arrays in the order of parts and rows: about <see cref="BytesPerDocument"/> bytes a
/// document whatever its text. Single-threaded.
/// </summary>
internal sealed class DecisionTable
{
    /// <summary>Measured with lists at twice their fill: ids and clusters 2 x 16, four doubles, one long, outcome, pool and twin 3 x 4.</summary>
    public const long BytesPerDocument = 2 * (16 + 16 + 8 + 8 + 8 + 8 + 8 + 12);

    /// <summary>More, when the recipe compares addresses: key and date, with lists at twice their fill.</summary>
    public const long UrlBytesPerDocument = 2 * (32 + 8);

    /// <summary>More, when the recipe prunes: cluster, distance, twin and source, with lists at twice their fill.</summary>
    public const long PruneBytesPerDocument = 2 * 64;

    public List<DocumentId> Ids { get; } = [];

    /// <summary>The smallest id of the cluster; the document's own id when it is alone.</summary>
    public List<DocumentId> Clusters { get; } = [];

    /// <summary>The score that pools are cut by, turned so that more is better; NaN when there is none.</summary>
    public List<double> PoolScores { get; } = [];

    /// <summary>The score that the keep policy compares; NaN when there is none.</summary>
    public List<double> KeepScores { get; } = [];

    /// <summary>The score that the selection compares, turned so that more is better; NaN when there is none.</summary>
    public List<double> SelectScores { get; } = [];

    /// <summary>The key of the address; null when there is none. Empty when the recipe does not compare addresses.</summary>
    public List<UInt128?> UrlKeys { get; } = [];

    /// <summary>The date as a number; NaN when there is none. Empty when the recipe does not compare addresses.</summary>
    public List<double> Dates { get; } = [];

    /// <summary>What pruning compares; empty when the recipe does not prune.</summary>
    public List<PruneFacts> Prune { get; } = [];

    /// <summary>UTF-8 bytes of text.</summary>
    public List<long> TextBytes { get; } = [];

    public List<double> Tokens { get; } = [];

    public List<DocumentOutcome> Outcomes { get; } = [];

    /// <summary>For a duplicate, the row of the copy that stays; otherwise -1.</summary>
    public List<int> Survivors { get; } = [];

    /// <summary>The first row of each part, and the number of rows at the end.</summary>
    public List<int> PartStarts { get; } = [0];

    public int Count => Ids.Count;

    public int PartCount => PartStarts.Count - 1;

    /// <summary>For each part, whether its documents are synthetic: selection and quantiles are those of the documents that were read.</summary>
    public List<bool> IsSyntheticPart { get; } = [];

    /// <summary>The rows of documents that were read and are kept.</summary>
    public IEnumerable<int> KeptSourceRows() =>
        from part in Enumerable.Range(0, PartCount)
        where !IsSyntheticPart[part]
        from row in Enumerable.Range(PartStarts[part], PartStarts[part + 1] - PartStarts[part])
        where Outcomes[row] == DocumentOutcome.Kept
        select row;

    public void EndPart(bool isSynthetic)
    {
        PartStarts.Add(Count);
        IsSyntheticPart.Add(isSynthetic);
    }
}
