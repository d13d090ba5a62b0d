namespace DataCuration.Quality.Rules;

/// <summary>On which side of its threshold a value fails a rule. Equality never fails.</summary>
public enum Comparison
{
    /// <summary>The document fails below the threshold.</summary>
    FailsBelow,

    /// <summary>The document fails above the threshold.</summary>
    FailsAbove,
}
