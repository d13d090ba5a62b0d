namespace DataCuration.Pipelines.Compatibility;

/// <summary>A document on which the two tools differ.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Check">What was compared: a rule set, a column or a hash.</param>
/// <param name="Theirs">What the other tool says.</param>
/// <param name="Ours">What the profile says, with the values and thresholds of the rules that failed.</param>
public sealed record CompatDifference(string Id, string Check, string Theirs, string Ours);
