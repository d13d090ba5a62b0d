using DataCuration.Pipelines;
using DataCuration.Pipelines.Progress;
using Spectre.Console;

namespace DataCuration.Cli.Display;

/// <summary>A table that is redrawn while the run works.</summary>
internal sealed class TerminalDisplay(ToolConsole console) : RunDisplay(console)
{
    private readonly IAnsiConsole _terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });

    public override async Task<RunSummary> ShowAsync(Func<IProgress<ProgressSnapshot>, Task<RunSummary>> run)
    {
        RunSummary? summary = null;
        await _terminal.Live(new Table()).StartAsync(async live =>
        {
            summary = await run(new SynchronousProgress<ProgressSnapshot>(snapshot =>
            {
                live.UpdateTarget(Draw(snapshot));
                live.Refresh();
            })).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return summary!;
    }

    private static Table Draw(ProgressSnapshot snapshot)
    {
        Table table = new Table { Border = TableBorder.Minimal, Title = new TableTitle(Markup.Escape(snapshot.Recipe)) }
            .AddColumns("stage", "", "done", "left", "what");
        foreach (StageProgress stage in snapshot.Stages)
        {
            string mark = stage.State switch
            {
                StageState.Done => "[green]done[/]",
                StageState.Running => "[yellow]running[/]",
                StageState.Skipped => "[grey]up to date[/]",
                _ => "[grey]waiting[/]",
            };
            table.AddRow(
                new Markup(Markup.Escape(stage.Name)),
                new Markup(mark),
                new Text(stage.State is StageState.Running or StageState.Done ? Amounts.Seconds(stage.ElapsedSeconds) : ""),
                new Text(stage.State == StageState.Running && stage.SecondsLeft is { } left ? Amounts.Seconds(left) : ""),
                new Text(Amounts.Describe(stage)));
        }

        return table;
    }
}
