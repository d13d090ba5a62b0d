using System.CommandLine;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.Storage;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate run RECIPE</c>: brings a work directory up to date with its recipe.</summary>
internal static class RunCommand
{
    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<LogFormat?> format = new("--log-format")
        {
            Description = "How progress is printed on the error stream. Default: text.",
            HelpName = "text|json|msbuild",
        };
        Option<string?> stopFile = new("--stop-file") { Description = "Stop as on SIGTERM when this file appears.", HelpName = "PATH" };
        Option<double> waitForLock = new("--wait-for-lock") { Description = "Seconds to wait for another run to leave the work directory. Default: 0.", HelpName = "SECONDS" };
        RankCommandOptions ranks = new();
        Command command = new("run", "Runs a recipe. Killed or stopped at any moment, the same command goes on and ends in the same bytes.") { format, stopFile, waitForLock };
        options.AddRunOptionsTo(command);
        ranks.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            RunDisplay display = RunDisplay.Create(console, parse.GetValue(format) ?? LogFormat.Text);
            string? parent = Environment.GetEnvironmentVariable(StopSignals.ParentProcessVariable);
            using StopSignals signals = new(parse.GetValue(stopFile), parent, TimeProvider.System, cancellationToken);
            try
            {
                CheckedRecipe valid = await options.ReadValidAsync(parse, signals.Token).ConfigureAwait(false);
                Recipe recipe = valid.Recipe!;
                RunOptions runOptions = options.CreateRunOptions(parse) with { WaitForLock = TimeSpan.FromSeconds(parse.GetValue(waitForLock)) };
                if (ranks.WorldOf(parse) is { } world)
                {
                    runOptions = runOptions with { Ranks = ranks.RankOf(parse, world) };
                    if (runOptions.Ranks is null)
                    {
                        return (int)await LocalRanks.RunAsync(parse.Tokens.Select(token => token.Value), world, runOptions, console, signals.Token).ConfigureAwait(false);
                    }
                }

                using RemoteStorage storage = new(recipe.Storage, TimeProvider.System);
                CurationRun run = new(recipe, runOptions, TimeProvider.System, storage, valid.Files);
                RunSummary summary = await display.ShowAsync(progress => run.RunAsync(progress, signals.Token)).ConfigureAwait(false);
                display.Finish(recipe.Name, summary);
                return (int)ranks.ForScheduler(parse, summary.ExitCode);
            }
            catch (OperationCanceledException) when (signals.ExitCode is { } exitCode)
            {
                display.Stopped(exitCode);
                return (int)exitCode;
            }
            catch (DiagnosticException exception)
            {
                display.Report(exception.Diagnostics);
                return (int)exception.ExitCode;
            }
        });
        return command;
    }
}
