using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Display;

/// <summary>Shows a run. Progress and warnings go to the error writer, the result to the output writer.</summary>
internal abstract class RunDisplay(ToolConsole console)
{
    protected ToolConsole Console { get; } = console;

    public static RunDisplay Create(ToolConsole console, LogFormat format) => format switch
    {
        LogFormat.Json => new JsonDisplay(console),
        LogFormat.Text when console.IsErrorTerminal => new TerminalDisplay(console),
        LogFormat.Msbuild => new PlainDisplay(console, TimeProvider.System, isOneStepOfABuild: true),
        _ => new PlainDisplay(console, TimeProvider.System, isOneStepOfABuild: false),
    };

    /// <summary>Runs and shows its progress.</summary>
    public abstract Task<RunSummary> ShowAsync(Func<IProgress<ProgressSnapshot>, Task<RunSummary>> run);

    /// <summary>Prints errors and warnings.</summary>
    public virtual void Report(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(diagnostic.ToString());
        }
    }

    /// <summary>Says how it ended.</summary>
    public virtual void Finish(string name, RunSummary summary)
    {
        Report(WarningsOf(summary));
        if (summary.DatasetPath is { } dataset)
        {
            Console.Output.WriteLine($"{name} -> {dataset}");
        }

        if (summary.ReportPath is { } report)
        {
            Console.Output.WriteLine($"{name} -> {report}");
        }
    }

    /// <summary>The warnings to show.</summary>
    protected virtual IReadOnlyList<Diagnostic> WarningsOf(RunSummary summary) => summary.Warnings;

    /// <summary>Says that it was stopped.</summary>
    public virtual void Stopped(ExitCode exitCode) =>
        Console.Error.WriteLine(
            $"curate: stopped ({(exitCode == ExitCode.Interrupted ? "SIGINT" : "SIGTERM")}); finished work is saved. Run the same command to go on.");
}
