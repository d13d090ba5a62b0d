using System.CommandLine;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.FileDeduplication;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate dedup FILES --out DIR</c>: deduplicates plain files.</summary>
internal static class DedupCommand
{
    public static Command Create(ToolConsole console)
    {
        DedupOptions options = new();
        Command command = new("dedup", "Removes duplicate documents, or text that documents share, from plain files (JSONL, Parquet, WET).");
        options.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(options.Curve))
            {
                console.Output.Write(BandingTable.Of(options.CreateMinHash(parse) ?? new MinHashOptions()));
                return (int)ExitCode.Done;
            }

            if (options.CreateRepeats(parse) is { } repeats)
            {
                FileRepeatsSummary found = await FileRepeatsJob.RunAsync(repeats, cancellationToken).ConfigureAwait(false);
                foreach (Diagnostic diagnostic in found.Diagnostics)
                {
                    await console.Error.WriteLineAsync(diagnostic.ToString()).ConfigureAwait(false);
                }

                await console.Output.WriteAsync(parse.GetValue(options.Json) ? JsonSerializer.Serialize(found with { Diagnostics = [] }, ToolJson.Options) + Environment.NewLine : DedupText.Of(found, repeats.OutputFolder)).ConfigureAwait(false);
                return (int)(found.IsStopped ? ExitCode.Failed : ExitCode.Done);
            }

            FileDeduplicationOptions job = options.Create(parse);
            FileDeduplicationSummary summary = await FileDeduplicationJob.RunAsync(job, (_, _) => { }, cancellationToken).ConfigureAwait(false);
            foreach (Diagnostic diagnostic in summary.Diagnostics)
            {
                await console.Error.WriteLineAsync(diagnostic.ToString()).ConfigureAwait(false);
            }

            await console.Output.WriteAsync(parse.GetValue(options.Json) ? JsonSerializer.Serialize(summary with { Diagnostics = [] }, ToolJson.Options) + Environment.NewLine : DedupText.Of(summary, job.OutputFolder)).ConfigureAwait(false);
            return (int)(summary.IsStopped ? ExitCode.Failed : ExitCode.Done);
        });
        return command;
    }
}
