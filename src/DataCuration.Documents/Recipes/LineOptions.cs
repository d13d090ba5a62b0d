namespace DataCuration.Documents.Recipes;

/// <summary>Repeated lines inside the documents of the dataset (CCNet, Wenzek et al. 2019, arXiv 1911.00359; Llama 3).</summary>
public sealed record LineOptions
{
    /// <summary>A line may occur that often. 1 keeps the first; Llama 3 removed lines that 30 million documents had more than 6 times (with <c>remove: all</c>).</summary>
    public int MaxCopies { get; init; } = 1;

    /// <summary>Lines with fewer words and fewer characters than <see cref="MinCharacters"/> stay: headings and brackets repeat rightly.</summary>
    public int MinWords { get; init; } = 5;

    /// <summary>See <see cref="MinWords"/>; Unicode code points.</summary>
    public int MinCharacters { get; init; } = 25;

    /// <summary>What two lines may differ in. CCNet also takes all digits for the same.</summary>
    public TextNormalisation Normalise { get; init; } = TextNormalisation.Letters;

    /// <summary>Which copies of a line that occurs too often go.</summary>
    public RepeatRemoval Remove { get; init; } = RepeatRemoval.KeepFirst;

    /// <summary>Within what copies are looked for.</summary>
    public RepeatScope Scope { get; init; } = RepeatScope.Global;

    /// <summary>What happens to them.</summary>
    public RepeatAction Action { get; init; } = RepeatAction.Cut;

    /// <summary>Documents of which a larger share is repeated leave the dataset; 1 drops only those of which nothing stays.</summary>
    public double MaxShare { get; init; } = 1;
}
