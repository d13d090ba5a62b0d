using DataCuration.Documents.Recipes;
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
}
