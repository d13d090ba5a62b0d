using System.CommandLine;
using DataCuration.Cli.Display;
using DataCuration.Cli.Monitoring;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.Storage;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate run RECIPE</c>: brings a work directory up to date with its recipe.</summary>
internal sealed class RunCommand
{
    private readonly RecipeOptions _recipe = new();

    private readonly Option<LogFormat?> _format = new("--log-format")
    {
        Description = "How progress is printed on the error stream. Default: text.",
        HelpName = "text|json|msbuild",
    };

    private readonly Option<string?> _stopFile = new("--stop-file") { Description = "Stop as on SIGTERM when this file appears.", HelpName = "PATH" };

    private readonly Option<double> _waitForLock = new("--wait-for-lock") { Description = "Seconds to wait for another run to leave the work directory. Default: 0.", HelpName = "SECONDS" };

    private readonly Option<string?> _metrics = new("--metrics") { Description = "Keep a file of metrics for Prometheus up to date, for example /var/lib/node_exporter/curate.prom.", HelpName = "FILE" };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write errors and warnings as SARIF 2.1.0 too, for code scanning and review tools.", HelpName = "FILE" };

    private readonly RankCommandOptions _ranks = new();
    private readonly ToolConsole _console;

    private RunCommand(ToolConsole console) => _console = console;

    public static Command Create(ToolConsole console)
    {
        RunCommand run = new(console);
        Command command = new("run", "Runs a recipe. Killed or stopped at any moment, the same command goes on and ends in the same bytes.")
        {
            run._format, run._stopFile, run._waitForLock, run._metrics, run._sarif,
        };
        run._recipe.AddRunOptionsTo(command);
        run._ranks.AddTo(command);
        command.SetAction(async (parse, cancellationToken) => (int)await run.RunAsync(parse, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        RunDisplay display = RunDisplay.Create(_console, parse.GetValue(_format) ?? LogFormat.Text);
        string? parent = Environment.GetEnvironmentVariable(StopSignals.ParentProcessVariable);
        using StopSignals signals = new(parse.GetValue(_stopFile), parent, TimeProvider.System, cancellationToken);
        using RunMonitors monitors = new(parse.GetValue(_sarif), TimeProvider.System, signals.Token);
        try
        {
            return monitors.Finish(await RunAsync(parse, display, monitors, signals.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } exitCode)
        {
            display.Stopped(exitCode);
            return monitors.Finish(exitCode);
        }
        catch (DiagnosticException exception)
        {
            display.Report(exception.Diagnostics);
            return monitors.Finish(exception.ExitCode, exception.Diagnostics);
        }
    }

    private async Task<ExitCode> RunAsync(ParseResult parse, RunDisplay display, RunMonitors monitors, CancellationToken cancellationToken)
    {
        CheckedRecipe valid = await _recipe.ReadValidAsync(parse, cancellationToken).ConfigureAwait(false);
        Recipe recipe = valid.Recipe!;
        RunOptions options = _recipe.CreateRunOptions(parse) with { WaitForLock = TimeSpan.FromSeconds(parse.GetValue(_waitForLock)) };
        if (_ranks.WorldOf(parse) is { } world)
        {
            options = options with { Ranks = _ranks.RankOf(parse, world) };
            if (options.Ranks is null)
            {
                return await LocalRanks.RunAsync(parse.Tokens.Select(token => token.Value), world, options, _console, cancellationToken).ConfigureAwait(false);
            }
        }

        monitors.Watch(parse.GetValue(_metrics), recipe.Name, options.Ranks?.Rank);
        using RemoteStorage storage = new(recipe.Storage, TimeProvider.System);
        CurationRun run = new(recipe, options, TimeProvider.System, storage, valid.Files);
        RunSummary summary = await display.ShowAsync(progress => run.RunAsync(monitors.Before(progress), cancellationToken)).ConfigureAwait(false);
        display.Finish(recipe.Name, summary);
        return _ranks.ForScheduler(parse, summary.ExitCode);
    }
}
