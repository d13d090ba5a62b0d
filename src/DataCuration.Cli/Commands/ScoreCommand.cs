using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Scoring;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate score FILES --rules PROFILE --out F</c>: metrics and decisions of plain files, without a recipe.</summary>
internal static class ScoreCommand
{
    public static Command Create(ToolConsole console)
    {
        ScoreOptions options = new();
        Option<string> output = new("--out") { Description = "Where a row for each document goes: JSONL, or Parquet when the name ends in .parquet.", HelpName = "FILE", Required = true };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON." };
        Command command = new("score", "Measures the documents of files and says by the rules of a profile which are kept, and why the others are not.");
        options.AddTo(command);
        command.Add(output);
        command.Add(json);
        command.SetAction(async (parse, cancellationToken) =>
        {
            ScoreSummary summary = await ScoreFile.WriteAsync(parse.GetRequiredValue(output), options.Read(parse), cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(summary, ToolJson.Options));
            }
            else
            {
                Print(console, summary);
            }

            return (int)(summary.Documents == 0 && summary.BadRecords > 0 ? ExitCode.BadInput : ExitCode.Done);
        });
        return command;
    }

    private static void Print(ToolConsole console, ScoreSummary summary)
    {
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{summary.Documents} documents: {summary.Kept} kept, {summary.Documents - summary.Kept} dropped"));
        foreach ((string reason, long count) in summary.Reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal))
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,9} {reason}"));
        }

        if (summary.BadRecords > 0)
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC1061", string.Create(CultureInfo.InvariantCulture, $"{summary.BadRecords} records could not be read and are not in the output. The first: {summary.FirstBadRecord}")).ToString());
        }
    }
}
