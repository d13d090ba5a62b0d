using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Display;

/// <summary>
/// A line when a stage ends, and one every few seconds while it works: for logs, pipes and build output. A build starts the tool once a
/// step, and each start passes through the steps before it: only the last step's warnings are new then.
/// </summary>
internal sealed class PlainDisplay(ToolConsole console, TimeProvider time, bool isOneStepOfABuild) : RunDisplay(console)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _finished = new(StringComparer.Ordinal);
    private long _lastLine = time.GetTimestamp();

    public override Task<RunSummary> ShowAsync(Func<IProgress<ProgressSnapshot>, Task<RunSummary>> run) =>
        run(new SynchronousProgress<ProgressSnapshot>(Show));

    protected override IReadOnlyList<Diagnostic> WarningsOf(RunSummary summary) =>
        isOneStepOfABuild ? [.. summary.Stages.Where(stage => stage.Step == summary.Stages[^1].Step).SelectMany(stage => stage.Warnings)] : summary.Warnings;

    private void Show(ProgressSnapshot snapshot)
    {
        foreach (StageProgress stage in snapshot.Stages)
        {
            if (stage.State is StageState.Done && _finished.Add(stage.Name))
            {
                Write($"curate: {stage.Name} done in {Amounts.Seconds(stage.ElapsedSeconds)}{Clause(Amounts.Describe(stage))}");
            }
            else if (stage.State is StageState.Running && time.GetElapsedTime(_lastLine) >= Interval)
            {
                string left = stage.SecondsLeft is { } seconds ? $", about {Amounts.Seconds(seconds)} left" : "";
                Write($"curate: {stage.Name}{Clause(Amounts.Describe(stage))}{left}{(stage.Note is null ? "" : $" [{stage.Note}]")}");
            }
        }
    }

    private static string Clause(string text) => text.Length == 0 ? "" : ": " + text;

    private void Write(string line)
    {
        Console.Error.WriteLine(line);
        _lastLine = time.GetTimestamp();
    }
}
