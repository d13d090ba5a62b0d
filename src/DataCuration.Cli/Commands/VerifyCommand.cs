using System.CommandLine;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Inspection;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate verify WORK</c>: hashes, counts, conservation.</summary>
internal static class VerifyCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> work = new("work") { Description = "The work directory." };
        Option<bool> json = new("--json") { Description = "Print the result as JSON." };
        Command command = new("verify", "Recomputes every hash and every sum of a work directory.") { work, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            VerifyReport report = await WorkVerifier.VerifyAsync(parse.GetRequiredValue(work), cancellationToken).ConfigureAwait(false);
            foreach (Diagnostic problem in report.Problems)
            {
                console.Error.WriteLine(problem.ToString());
            }

            console.Output.WriteLine(parse.GetValue(json)
                ? JsonSerializer.Serialize(report, ToolJson.Options)
                : $"{report.Files} files ({Amounts.Bytes(report.Bytes)}) of {report.Stages} stages: {(report.IsWhole ? "all whole" : $"{report.Problems.Count} problems")}");
            return (int)(report.Problems.Any(problem => problem.Severity == DiagnosticSeverity.Error) ? ExitCode.Failed : ExitCode.Done);
        });
        return command;
    }
}
