namespace DataCuration.Documents.Recipes;

/// <summary>How kept documents are divided into pools of like quality.</summary>
public sealed record PoolsOptions
{
    /// <summary>
    /// <c>source</c> (one pool a source) or a score column such as <c>quality.classifier</c>, <c>lowest:COLUMN</c> when less is better; default: the
    /// classifier's score when there is one, else the source.
    /// </summary>
    public string? By { get; init; }

    /// <summary>Quantile edges from 0 to 1, best documents first: [0, 0.25, 1] makes the top quarter and the rest.</summary>
    public IReadOnlyList<double> Edges { get; init; } = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>Whether a quantile is a share of documents or of tokens.</summary>
    public QuantileUnit Unit { get; init; } = QuantileUnit.Tokens;
}
