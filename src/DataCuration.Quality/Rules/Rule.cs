namespace DataCuration.Quality.Rules;

/// <summary>A threshold on a column. Immutable.</summary>
/// <param name="Name">The rule set and the option, for example <c>gopherQuality.minWords</c>.</param>
/// <param name="Column">The column whose value is compared.</param>
/// <param name="Comparison">On which side the document fails.</param>
/// <param name="Threshold">What the value is compared with.</param>
public sealed record Rule(string Name, string Column, Comparison Comparison, double Threshold)
{
    /// <summary>
    /// True when a document with this value is to be dropped. NaN fails every rule: it is not measured here, so it means a column that
    /// somebody else wrote without a value, and a document that cannot be judged must not pass unseen.
    /// </summary>
    public bool Fails(double value) => Comparison == Comparison.FailsBelow ? !(value >= Threshold) : !(value <= Threshold);
}
