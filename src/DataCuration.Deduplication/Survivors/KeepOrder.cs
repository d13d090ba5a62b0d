namespace DataCuration.Deduplication.Survivors;

/// <summary>What makes a copy the one that stays.</summary>
public enum KeepOrder
{
    /// <summary>The longest text.</summary>
    Longest,

    /// <summary>The smallest document id.</summary>
    First,

    /// <summary>The highest value of a score column.</summary>
    Highest,

    /// <summary>The lowest value of a score column.</summary>
    Lowest,
}
