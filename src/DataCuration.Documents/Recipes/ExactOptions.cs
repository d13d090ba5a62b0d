namespace DataCuration.Documents.Recipes;

/// <summary>Exact deduplication by a 128-bit hash.</summary>
public sealed record ExactOptions
{
    /// <summary>What is equal: the bytes, or the text with runs of white space collapsed and trimmed (default).</summary>
    public TextNormalisation Normalise { get; init; } = TextNormalisation.WhiteSpace;
}
