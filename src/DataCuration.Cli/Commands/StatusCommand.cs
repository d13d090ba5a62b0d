using System.CommandLine;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Inspection;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate status WORK</c>: progress, throughput, bottleneck, time left.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Create(ToolConsole console)
    {
        Argument<string> work = new("work") { Description = "The work directory." };
        Option<bool> watch = new("--watch") { Description = "Print again every second until the run ends." };
        Option<bool> json = new("--json") { Description = "Print the status as JSON; with --watch one object a line." };
        Command command = new("status", "Shows how far a work directory is.") { work, watch, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            StatusReport status;
            do
            {
                status = WorkStatus.Read(parse.GetRequiredValue(work));
                Print(console.Output, status, parse.GetValue(json) ? parse.GetValue(watch) ? ToolJson.Line : ToolJson.Options : null);
                if (parse.GetValue(watch) && status.IsRunning)
                {
                    await Task.Delay(WatchInterval, cancellationToken).ConfigureAwait(false);
                }
            }
            while (parse.GetValue(watch) && status.IsRunning);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, StatusReport status, JsonSerializerOptions? json)
    {
        if (json is not null)
        {
            output.WriteLine(JsonSerializer.Serialize(status, json));
            return;
        }

        string outcome = status.IsRunning ? "running" : status.Progress?.Outcome ?? (status.Progress is null ? "no run yet" : "killed; run again to go on");
        output.WriteLine($"{status.Progress?.Recipe ?? "work directory"}: {outcome}");
        Dictionary<string, StageStatus> counts = status.Stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        foreach (StageProgress stage in status.Progress?.Stages ?? [])
        {
            Print(output, stage, counts.GetValueOrDefault(stage.Name));
            counts.Remove(stage.Name);
        }

        foreach (StageStatus stage in counts.Values)
        {
            output.WriteLine($"  {stage.Name,-12} {Describe(stage)}");
        }

        if (status.Progress?.Stages.MaxBy(stage => stage.ElapsedSeconds) is { ElapsedSeconds: > 0 } slowest)
        {
            output.WriteLine($"  most time so far: {slowest.Name}, {Amounts.Seconds(slowest.ElapsedSeconds)}");
        }
    }

    private static void Print(TextWriter output, StageProgress stage, StageStatus? counts)
    {
        List<string> clauses = [stage.State == StageState.Skipped ? "up to date" : stage.State.ToString().ToLowerInvariant()];
        if (stage.State is StageState.Running or StageState.Done)
        {
            clauses.Add(Amounts.Seconds(stage.ElapsedSeconds));
            clauses.Add(Amounts.Describe(stage));
        }

        if (stage is { State: StageState.Running, SecondsLeft: { } left })
        {
            clauses.Add($"about {Amounts.Seconds(left)} left");
        }

        if (counts is not null)
        {
            clauses.Add(Describe(counts));
        }

        output.WriteLine($"  {stage.Name,-12} {string.Join(", ", clauses.Where(clause => clause.Length > 0))}");
        foreach (Diagnostic warning in stage.Warnings)
        {
            output.WriteLine($"    {warning}");
        }
    }

    private static string Describe(StageStatus stage)
    {
        string lost = string.Concat(
            stage.Counts.Dropped > 0 ? $", {stage.Counts.Dropped} dropped" : "",
            stage.Counts.Quarantined > 0 ? $", {stage.Counts.Quarantined} quarantined" : "");
        return $"{stage.Counts.In} in, {stage.Counts.Out} out{lost}";
    }
}
