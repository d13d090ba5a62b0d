namespace DataCuration.Pipelines.Compatibility;

/// <summary>What another tool decided about a document.</summary>
/// <param name="Verdicts">By the name of a rule set; "all" stands for the profile's rules together. A reason of null keeps the document.</param>
/// <param name="Values">Numbers that it measured, by the profile's column.</param>
/// <param name="Hashes">SHA-1 of its words, sentences and rewritten texts, by name.</param>
public sealed record DocumentDecision(
    IReadOnlyDictionary<string, OtherVerdict> Verdicts,
    IReadOnlyDictionary<string, double> Values,
    IReadOnlyDictionary<string, string> Hashes);
