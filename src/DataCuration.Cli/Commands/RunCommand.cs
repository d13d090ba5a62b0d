using System.CommandLine;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate run RECIPE</c>: brings a work directory up to date with its recipe.</summary>
internal static class RunCommand
{
    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<LogFormat> format = new("--log-format") { Description = "text, json (one object a line) or msbuild.", DefaultValueFactory = _ => LogFormat.Text };
        Option<string?> stopFile = new("--stop-file") { Description = "Stop as on SIGTERM when this file appears.", HelpName = "PATH" };
        Command command = new("run", "Runs a recipe. Killed or stopped at any moment, the same command goes on and ends in the same bytes.") { format, stopFile };
        options.AddRunOptionsTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            Recipe recipe = options.ReadValid(parse);
            RunOptions run = CreateRunOptions(options, parse);
            using StopSignals signals = new(parse.GetValue(stopFile), cancellationToken);
            return await RunAsync(console, recipe, run, parse.GetValue(format), signals).ConfigureAwait(false);
        });
        return command;
    }

    public static RunOptions CreateRunOptions(RecipeOptions options, ParseResult parse)
    {
        string? until = parse.GetValue(options.Until);
        if (until is not null && !CurationSteps.All.Contains(until))
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC2052", $"--until {until} is no step. {Documents.Recipes.Reading.NameSuggestion.Clause(until, CurationSteps.All.ToArray())}"), ExitCode.Usage);
        }

        int jobs = parse.GetValue(options.Jobs);
        if (jobs < 1)
        {
            throw new DiagnosticException(Diagnostic.Error("DC2053", $"--jobs {jobs}: expected at least 1."), ExitCode.Usage);
        }

        RunOptions run = new() { WorkDirectory = options.WorkDirectory(parse), Until = until, Jobs = jobs, ProbeWorker = SelfCommand.ProbeWorker };
        return parse.GetValue(options.Memory) is { } memory ? run with { MemoryBytes = MemorySize.Parse(memory) } : run;
    }

    private static async Task<int> RunAsync(ToolConsole console, Recipe recipe, RunOptions options, LogFormat format, StopSignals signals)
    {
        RunDisplay display = RunDisplay.Create(console, format);
        try
        {
            RunSummary summary = await display.ShowAsync(progress => new CurationRun(recipe, options, TimeProvider.System).RunAsync(progress, signals.Token)).ConfigureAwait(false);
            display.Finish(recipe.Name, summary);
            return (int)summary.ExitCode;
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } exitCode)
        {
            display.Stopped(exitCode);
            return (int)exitCode;
        }
    }
}
