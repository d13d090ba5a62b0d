using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Progress;

namespace DataCuration.Cli.Display;

/// <summary>One JSON object a line on the error writer: for log collectors.</summary>
internal sealed class JsonDisplay(ToolConsole console) : RunDisplay(console)
{
    private readonly Dictionary<string, StageProgress> _last = new(StringComparer.Ordinal);

    public override Task<RunSummary> ShowAsync(Func<IProgress<ProgressSnapshot>, Task<RunSummary>> run) =>
        run(new SynchronousProgress<ProgressSnapshot>(Show));

    public override void Report(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(
                new { level = diagnostic.Severity, diagnostic.Code, diagnostic.Message, diagnostic.File, diagnostic.Line, diagnostic.Column }, ToolJson.Line));
        }
    }

    public override void Finish(string name, RunSummary summary)
    {
        Report(summary.Warnings);
        Console.Output.WriteLine(JsonSerializer.Serialize(summary, ToolJson.Line));
    }

    public override void Stopped(ExitCode exitCode) =>
        Console.Error.WriteLine(JsonSerializer.Serialize(new { level = "info", message = "stopped", exitCode = (int)exitCode }, ToolJson.Line));

    private void Show(ProgressSnapshot snapshot)
    {
        foreach (StageProgress stage in snapshot.Stages.Where(stage => stage.State != StageState.Waiting))
        {
            if (_last.TryGetValue(stage.Name, out StageProgress? last) && last.State == stage.State && stage.State != StageState.Running)
            {
                continue;
            }

            _last[stage.Name] = stage;
            Console.Error.WriteLine(JsonSerializer.Serialize(new { level = "info", time = snapshot.Time, stage }, ToolJson.Line));
        }
    }
}
