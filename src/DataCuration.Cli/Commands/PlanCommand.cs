using System.CommandLine;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Planning;
using DataCuration.Storage;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate plan RECIPE</c>: what a run would do and why.</summary>
internal static class PlanCommand
{
    private const int TasksShown = 8;

    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<bool> json = new("--json") { Description = "Print the plan as JSON." };
        Command command = new("plan", "Shows what a run would do and why, with estimates. Changes nothing.") { json };
        options.AddRunOptionsTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            CheckedRecipe recipe = await options.ReadValidAsync(parse, cancellationToken).ConfigureAwait(false);
            using RemoteStorage storage = new(recipe.Recipe!.Storage, TimeProvider.System);
            CurationRun run = new(recipe.Recipe, options.CreateRunOptions(parse), TimeProvider.System, storage, recipe.Files);
            RunPlan plan = await run.PlanAsync(cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(plan, ToolJson.Options));
            }
            else
            {
                Print(console.Output, plan);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, RunPlan plan)
    {
        foreach (StagePlan stage in plan.Stages)
        {
            output.WriteLine(
                $"{stage.Name}: {(stage.Tasks.Count == 0 ? "up to date" : "to do")}{(stage.ValidCount > 0 ? $" ({stage.ValidCount} valid)" : "")}");
            foreach (PlannedTask task in stage.Tasks.Take(TasksShown))
            {
                output.WriteLine($"  {task.Key}: {task.Reason}");
            }

            if (stage.Tasks.Count > TasksShown)
            {
                output.WriteLine($"  and {stage.Tasks.Count - TasksShown} more");
            }
        }

        output.WriteLine();
        foreach (PlanEstimate estimate in plan.Estimates)
        {
            output.WriteLine($"{estimate.Name}: {Amount(estimate)}");
        }
    }

    private static string Amount(PlanEstimate estimate) => estimate.Unit switch
    {
        "bytes" => Amounts.Bytes(estimate.Value),
        "money" => Amounts.Exact(estimate.Value),
        string unit when unit == estimate.Name => Amounts.Count(estimate.Value),
        string unit => $"{Amounts.Count(estimate.Value)} {unit}",
    };
}
