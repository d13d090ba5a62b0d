namespace DataCuration.Documents.Recipes;

/// <summary>Thresholds of Gopher's repetition rules: a document above any of them is dropped. Defaults: Rae et al. 2021, table A1.</summary>
public sealed record GopherRepetitionOptions
{
    /// <summary>Share of paragraphs that repeat an earlier one.</summary>
    public double MaxDuplicateParagraphRatio { get; init; } = 0.30;

    /// <summary>Share of characters in such paragraphs.</summary>
    public double MaxDuplicateParagraphCharacterRatio { get; init; } = 0.20;

    /// <summary>Share of lines that repeat an earlier one.</summary>
    public double MaxDuplicateLineRatio { get; init; } = 0.30;

    /// <summary>Share of characters in such lines.</summary>
    public double MaxDuplicateLineCharacterRatio { get; init; } = 0.20;

    /// <summary>Share of characters in the most frequent 2-gram.</summary>
    public double MaxTop2GramRatio { get; init; } = 0.20;

    /// <summary>Share of characters in the most frequent 3-gram.</summary>
    public double MaxTop3GramRatio { get; init; } = 0.18;

    /// <summary>Share of characters in the most frequent 4-gram.</summary>
    public double MaxTop4GramRatio { get; init; } = 0.16;

    /// <summary>Share of characters in repeated 5-grams.</summary>
    public double MaxDuplicate5GramRatio { get; init; } = 0.15;

    /// <summary>Share of characters in repeated 6-grams.</summary>
    public double MaxDuplicate6GramRatio { get; init; } = 0.14;

    /// <summary>Share of characters in repeated 7-grams.</summary>
    public double MaxDuplicate7GramRatio { get; init; } = 0.13;

    /// <summary>Share of characters in repeated 8-grams.</summary>
    public double MaxDuplicate8GramRatio { get; init; } = 0.12;

    /// <summary>Share of characters in repeated 9-grams.</summary>
    public double MaxDuplicate9GramRatio { get; init; } = 0.11;

    /// <summary>Share of characters in repeated 10-grams.</summary>
    public double MaxDuplicate10GramRatio { get; init; } = 0.10;
}
