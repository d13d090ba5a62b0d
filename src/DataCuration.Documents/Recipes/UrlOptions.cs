namespace DataCuration.Documents.Recipes;

/// <summary>Drops documents by their addresses (Penedo et al. 2023, arXiv 2306.01116, section G.1). Documents without an address pass.</summary>
public sealed record UrlOptions
{
    /// <summary>
    /// A folder, relative to the recipe's, with any of <c>domains</c>, <c>urls</c>, <c>banned_words.txt</c>, <c>soft_banned_words.txt</c> and
    /// <c>banned_subwords.txt</c>, each also as <c>.gz</c>: one entry a line.
    /// </summary>
    public required string Lists { get; init; }

    /// <summary>Distinct words of the soft list that drop an address. Default: datatrove's.</summary>
    public int SoftWords { get; init; } = 2;
}
