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
            .AddColumns("stage", "", "tasks", "documents", "per second", "tokens", "time", "left");
        foreach (StageProgress stage in snapshot.Stages)
        {
            string mark = stage.State switch
            {
                StageState.Done => "[green]done[/]",
                StageState.Running => "[yellow]running[/]",
                StageState.Skipped => "[grey]up to date[/]",
                _ => "[grey]waiting[/]",
            };
            bool hasBegun = stage.State is StageState.Running or StageState.Done;
            table.AddRow(
                new Text(stage.Name),
                new Markup(mark),
                new Text(hasBegun && stage.PartsTotal > 0 ? $"{stage.PartsDone}/{stage.PartsTotal}" : ""),
                new Text(stage.Documents > 0 ? Amounts.Count(stage.Documents) : ""),
                new Text(stage.Documents > 0 && stage.ElapsedSeconds > 0 ? Amounts.Count(stage.Documents / stage.ElapsedSeconds) : ""),
                new Text(stage.Tokens > 0 ? Amounts.Count(stage.Tokens) : ""),
                new Text(hasBegun ? Amounts.Seconds(stage.ElapsedSeconds) : ""),
                new Text(stage is { State: StageState.Running, SecondsLeft: { } left } ? Amounts.Seconds(left) : ""));
        }

        if (snapshot.Current?.Note is { } note)
        {
            table.Caption = new TableTitle(Markup.Escape(note));
        }

        return table;
    }
}
