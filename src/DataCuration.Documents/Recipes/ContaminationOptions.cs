namespace DataCuration.Documents.Recipes;

/// <summary>Looks for evaluation items in the documents: column <c>contamination.score</c>, ledger, and a report for each benchmark with the matched text.</summary>
public sealed record ContaminationOptions
{
    /// <summary>The benchmarks.</summary>
    public required IReadOnlyList<ContaminationSetOptions> Sets { get; init; }

    /// <summary>When a document is contaminated.</summary>
    public ContaminationRule Rule { get; init; } = ContaminationRule.Tulu8;

    /// <summary>What becomes of it.</summary>
    public ContaminationAction Action { get; init; } = ContaminationAction.Drop;

    /// <summary>For <c>tulu8</c>: a document is contaminated when it holds more than this share of an item's words; Tülu 3's 0.5.</summary>
    public double MaxShare { get; init; } = 0.5;

    /// <summary>N-grams that more items share are no evidence and are passed over, unless an item has no others: instructions, answer formats.</summary>
    public int MaxItemsPerGram { get; init; } = 10;

    /// <summary>For <c>any12</c>: the n-grams of the query alone count too. datatrove leaves them out.</summary>
    public bool QueryGrams { get; init; }
}
