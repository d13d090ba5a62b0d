namespace DataCuration.Pipelines.Planning;

/// <summary>What a run would do and why.</summary>
/// <param name="Stages">The stages in order.</param>
/// <param name="Estimates">Named sizes: documents, tokens, FLOPs, memory, disk; only those that are known.</param>
public sealed record RunPlan(IReadOnlyList<StagePlan> Stages, IReadOnlyList<PlanEstimate> Estimates)
{
    /// <summary>True when there is nothing to do.</summary>
    public bool IsUpToDate => Stages.All(stage => stage.Tasks.Count == 0);
}
