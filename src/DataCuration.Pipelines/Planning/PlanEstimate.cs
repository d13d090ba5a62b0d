namespace DataCuration.Pipelines.Planning;

/// <summary>A size that a run would have.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">In what.</param>
public sealed record PlanEstimate(string Name, double Value, string Unit);
