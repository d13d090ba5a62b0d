namespace DataCuration.Documents.Recipes;

/// <summary>Thresholds of FineWeb's own rules. Defaults: datatrove 0.10 (Penedo et al. 2024, section 3.6).</summary>
public sealed record FineWebOptions
{
    /// <summary>Least share of non-blank lines that end with a stop character.</summary>
    public double MinTerminalPunctuationLineRatio { get; init; } = 0.12;

    /// <summary>Greatest share of lines of at most 30 characters.</summary>
    public double MaxShortLineRatio { get; init; } = 0.67;

    /// <summary>Greatest share of characters in lines that repeat an earlier one.</summary>
    public double MaxDuplicateLineCharacterRatio { get; init; } = 0.01;

    /// <summary>Most line breaks per token.</summary>
    public double MaxLineBreakRatio { get; init; } = 0.3;
}
