namespace DataCuration.Quality.Rules;

/// <summary>A rule that a document failed, with the value that did it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Value">The document's value.</param>
public readonly record struct FailedRule(Rule Rule, double Value);
