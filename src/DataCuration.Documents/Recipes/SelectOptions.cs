namespace DataCuration.Documents.Recipes;

/// <summary>Selects a share of the documents that passed the rules and are no duplicates. Decided late: another share re-scores nothing.</summary>
public sealed record SelectOptions
{
    /// <summary>
    /// A score column such as <c>quality.importance</c>, of which more is better; <c>lowest:COLUMN</c> when less is better. <c>source</c> is no score.
    /// Documents without a score are not selected.
    /// </summary>
    public required string By { get; init; }

    /// <summary>How to select.</summary>
    public SelectionMethod Method { get; init; } = SelectionMethod.Top;

    /// <summary>The share of documents or tokens to keep. Raising it keeps what a smaller share keeps.</summary>
    public required double Share { get; init; }

    /// <summary>The share to pass over before the selection begins: 0.35 with a share of 0.3 keeps the middle. 0 starts with the best.</summary>
    public double Skip { get; init; }

    /// <summary>Whether a share is one of documents or of tokens.</summary>
    public QuantileUnit Unit { get; init; } = QuantileUnit.Documents;

    /// <summary>For the draw <c>gumbel</c>: scores are divided by it. Near 0 it is the top, large values make it uniform. 1 is DSIR's; QuRating recommends 2.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Which of the documents that tie with the last one stay.</summary>
    public TieRule Ties { get; init; } = TieRule.Split;
}
