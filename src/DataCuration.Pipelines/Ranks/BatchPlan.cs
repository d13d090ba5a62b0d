using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Planning;
using DataCuration.Pipelines.Stages;

namespace DataCuration.Pipelines.Ranks;

/// <summary>How a recipe's stages divide among processes. Pure.</summary>
public static class BatchPlan
{
    /// <summary>The stages in order; each waits for the one before it, because most read what all parts of it wrote.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="world">Processes for stages of many tasks; at least 1.</param>
    public static IReadOnlyList<BatchStage> For(Recipe recipe, int world)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentOutOfRangeException.ThrowIfLessThan(world, 1);
        List<BatchStage> stages = [];
        foreach (Stage stage in StageList.For(recipe))
        {
            stages.Add(new BatchStage(stage.Name, stage.HasManyTasks ? world : 1, stages.LastOrDefault()?.Name, stage.Name == StageNames.Probes));
        }

        return stages;
    }

    /// <summary>What is left of them when the first of them are up to date: after a failure only the stage that failed and those behind it are submitted again.</summary>
    /// <param name="stages">All stages, in order.</param>
    /// <param name="plan">What a run would do now.</param>
    public static IReadOnlyList<BatchStage> Left(IReadOnlyList<BatchStage> stages, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(plan);
        HashSet<string> done = [.. plan.Stages.TakeWhile(stage => stage.Tasks.Count == 0).Select(stage => stage.Name)];
        return [.. stages.Where(stage => !done.Contains(stage.Name)).Select(stage => stage.After is { } before && done.Contains(before) ? stage with { After = null } : stage)];
    }
}
