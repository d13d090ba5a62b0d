namespace DataCuration.Pipelines.Compatibility;

/// <summary>A verdict of another tool.</summary>
/// <param name="IsKept">Whether it kept the document.</param>
/// <param name="Reason">Its first reason for dropping it; null when it kept it or gave none.</param>
public readonly record struct OtherVerdict(bool IsKept, string? Reason);
