using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Planning;
using DataCuration.Pipelines.Ranks;
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
        Option<int?> tasks = new("--tasks") { Description = "Show instead how the stages divide among so many processes, and which waits for which.", HelpName = "N" };
        Command command = new("plan", "Shows what a run would do and why, with estimates. Changes nothing.") { json, tasks };
        options.AddRunOptionsTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            CheckedRecipe recipe = await options.ReadValidAsync(parse, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(tasks) is { } world)
            {
                PrintSplit(console.Output, recipe, world, parse.GetValue(json));
                return (int)ExitCode.Done;
            }

            using RemoteStorage storage = new(recipe.Recipe!.Storage, TimeProvider.System);
            CurationRun run = new(recipe.Recipe, options.CreateRunOptions(parse) with { MeasureSpeed = true }, TimeProvider.System, storage, recipe.Files);
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

    // Shards are dealt out like cards, so that no process has more than one above another.
    private static void PrintSplit(TextWriter output, CheckedRecipe recipe, int world, bool isJson)
    {
        if (world < 1)
        {
            throw new DiagnosticException(Diagnostic.Error("DC2053", $"--tasks is {world}; expected at least 1."), ExitCode.Usage);
        }

        IReadOnlyList<BatchStage> stages = BatchPlan.For(recipe.Recipe!, world);
        int shards = recipe.Files!.Sources.Count;
        if (isJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new { World = world, Shards = shards, Stages = stages }, ToolJson.Options));
            return;
        }

        foreach (BatchStage stage in stages)
        {
            string after = stage.After is { } before ? $"after all of {before}" : $"{shards} {(shards == 1 ? "shard" : "shards")}, at most {(shards + world - 1) / world} each";
            output.WriteLine($"{stage.Name}: {stage.Ranks} {(stage.Ranks == 1 ? "task" : "tasks")}, {after}");
        }
    }

    private static string Amount(PlanEstimate estimate) => estimate.Unit switch
    {
        "bytes" => Amounts.Bytes(estimate.Value),
        "money" => Amounts.Exact(estimate.Value),
        "seconds" => Amounts.Seconds(estimate.Value),
        "share" => string.Create(CultureInfo.InvariantCulture, $"{100 * estimate.Value:G3} %"),
        string unit when unit == estimate.Name => Amounts.Count(estimate.Value),
        string unit => $"{Amounts.Count(estimate.Value)} {unit}",
    };
}
