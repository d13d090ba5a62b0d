namespace DataCuration.Deduplication;

/// <summary>What a keep policy compares.</summary>
public enum KeepRule
{
    /// <summary>The length of the text.</summary>
    Longest,

    /// <summary>The id: the smallest stays.</summary>
    First,

    /// <summary>A score: the highest stays.</summary>
    Highest,

    /// <summary>A score: the lowest stays.</summary>
    Lowest,
}
