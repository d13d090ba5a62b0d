using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Planning;

/// <summary>
/// Works out what a run would do. A stage whose inputs would change cannot be listed task by task before they exist; then the plan names
/// the stage it waits for.
/// </summary>
internal sealed class Planner(RunContext context, CompletionStore store)
{
    public async Task<RunPlan> PlanAsync(IReadOnlyList<Stage> stages, CancellationToken cancellationToken)
    {
        List<StagePlan> plans = [];
        Dictionary<string, Stage> dirty = new(StringComparer.Ordinal);
        foreach (Stage stage in stages)
        {
            string[] dependsOn = [.. stage.DependsOn, .. stage.DependsOn.Select(SyntheticNames.Stage)];
            string? waitsFor = dependsOn.FirstOrDefault(dirty.ContainsKey);

            // A new part adds a task to a stage that works part by part; a new model, or a stage that reads all parts, makes all of it new.
            string? isRemadeBy = dependsOn.FirstOrDefault(name => dirty.TryGetValue(name, out Stage? other) && !(stage.IsPerPart && other.IsPerPart));
            StagePlan plan = isRemadeBy is not null
                ? new StagePlan(stage.Name, stage.Step, [new PlannedTask("*", $"{isRemadeBy} changes")], 0)
                : await PlanStageAsync(stage, waitsFor, cancellationToken).ConfigureAwait(false);
            if (plan.Tasks.Count > 0)
            {
                dirty.Add(stage.Name, stage);
            }

            plans.Add(plan);
        }

        bool trains = context.Options.MeasureSpeed && plans.Any(plan => plan.Name == StageNames.Probes && plan.Tasks.Count > 0);
        return new RunPlan(plans, await Estimates.ForAsync(context, trains, cancellationToken).ConfigureAwait(false));
    }

    private async Task<StagePlan> PlanStageAsync(Stage stage, string? waitsFor, CancellationToken cancellationToken)
    {
        List<PlannedTask> planned = [];
        List<CompletionRecord> valid = [];
        foreach (StageTask task in await stage.ListTasksAsync(context, cancellationToken).ConfigureAwait(false))
        {
            string fingerprint = Fingerprint.Of(stage.Name, stage.AlgorithmVersion, task.Options, task.Inputs);
            CompletionRecord? record = store.TryRead(stage.Name, task.Key);
            string? reason = TaskStaleness.Reason(stage, task, fingerprint, record, store);
            if (reason is null)
            {
                valid.Add(record!);
            }
            else
            {
                planned.Add(new PlannedTask(task.Key, reason));
            }
        }

        // Only the valid tasks' outputs are known; later stages are planned for these, and for the rest "after this stage".
        context.SetCompleted(stage.Name, valid);
        if (waitsFor is not null)
        {
            planned.Add(new PlannedTask("*", $"parts that {waitsFor} will write"));
        }

        return new StagePlan(stage.Name, stage.Step, planned, valid.Count);
    }
}
