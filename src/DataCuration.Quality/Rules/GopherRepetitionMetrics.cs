namespace DataCuration.Quality.Rules;

/// <summary>
/// What Gopher's repetition rules compare (Rae et al. 2021, arXiv 2112.11446, table A1), as datatrove 0.10 measures it. A duplicate is
/// every copy after the first. Character ratios are code points per code point of the text. A ratio over nothing is 0.
/// </summary>
public readonly record struct GopherRepetitionMetrics
{
    /// <summary>Share of paragraphs that repeat an earlier one.</summary>
    public double DuplicateParagraphRatio { get; init; }

    /// <summary>Share of characters in such paragraphs.</summary>
    public double DuplicateParagraphCharacterRatio { get; init; }

    /// <summary>Share of lines that repeat an earlier one.</summary>
    public double DuplicateLineRatio { get; init; }

    /// <summary>Share of characters in such lines.</summary>
    public double DuplicateLineCharacterRatio { get; init; }

    /// <summary>Share of characters in the most frequent 2-gram.</summary>
    public double Top2GramRatio { get; init; }

    /// <summary>Share of characters in the most frequent 3-gram.</summary>
    public double Top3GramRatio { get; init; }

    /// <summary>Share of characters in the most frequent 4-gram.</summary>
    public double Top4GramRatio { get; init; }

    /// <summary>Share of characters in repeated 5-grams.</summary>
    public double Duplicate5GramRatio { get; init; }

    /// <summary>Share of characters in repeated 6-grams.</summary>
    public double Duplicate6GramRatio { get; init; }

    /// <summary>Share of characters in repeated 7-grams.</summary>
    public double Duplicate7GramRatio { get; init; }

    /// <summary>Share of characters in repeated 8-grams.</summary>
    public double Duplicate8GramRatio { get; init; }

    /// <summary>Share of characters in repeated 9-grams.</summary>
    public double Duplicate9GramRatio { get; init; }

    /// <summary>Share of characters in repeated 10-grams.</summary>
    public double Duplicate10GramRatio { get; init; }
}
