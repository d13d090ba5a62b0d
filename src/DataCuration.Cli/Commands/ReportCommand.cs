using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Inspection;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate report WORK</c>: rebuilds the report page.</summary>
internal static class ReportCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> work = new("work") { Description = "The work directory." };
        Command command = new("report", "Rebuilds report/index.html from a work directory.") { work };
        command.SetAction(async (parse, cancellationToken) =>
        {
            console.Output.WriteLine(await WorkReport.WriteAsync(parse.GetRequiredValue(work), cancellationToken).ConfigureAwait(false));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
