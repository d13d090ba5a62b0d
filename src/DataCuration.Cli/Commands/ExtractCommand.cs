using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Extracting;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate extract FILES --out F</c>: the main text of web pages, without a recipe.</summary>
internal static class ExtractCommand
{
    private static readonly string[] Profiles = ["article", "full"];

    public static Command Create(ToolConsole console)
    {
        Argument<string[]> files = new("files") { Description = "HTML, WARC, WET or other files; compression is recognised.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "Where a line of JSON for each document goes.", HelpName = "FILE", Required = true };
        Option<string> profile = new("--profile") { Description = "article: the one main text; full: all text but navigation and notices.", DefaultValueFactory = _ => Profiles[0] };
        profile.AcceptOnlyFromAmong(Profiles);
        Option<string> format = new("--format") { Description = "The files' format when their content does not tell it, for example html.", DefaultValueFactory = _ => "auto" };
        format.AcceptOnlyFromAmong([.. Enum.GetNames<RecordFormat>().Select(name => JsonNamingPolicy.CamelCase.ConvertName(name))]);
        Option<int> jobs = new("--jobs") { Description = "Threads; default: the number of cores. Changes no result.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<bool> json = new("--json") { Description = "Print the summary as JSON." };
        Command command = new("extract", "Extracts the main text of web pages, with address, title and date.") { files, output, profile, format, jobs, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            ExtractRequest request = new()
            {
                Files = InputFile.Existing(parse.GetRequiredValue(files)),
                Profile = Enum.Parse<ExtractionProfile>(parse.GetRequiredValue(profile), ignoreCase: true),
                Format = Enum.Parse<RecordFormat>(parse.GetRequiredValue(format), ignoreCase: true),
                Parallelism = JobCount.Checked(parse.GetValue(jobs)),
            };
            ExtractSummary summary = await ExtractFile.WriteAsync(parse.GetRequiredValue(output), request, cancellationToken).ConfigureAwait(false);
            Print(console, summary, parse.GetValue(json));
            return (int)(summary.Documents == 0 && summary.BadRecords > 0 ? ExitCode.BadInput : ExitCode.Done);
        });
        return command;
    }

    private static void Print(ToolConsole console, ExtractSummary summary, bool isJson)
    {
        console.Output.WriteLine(isJson
            ? JsonSerializer.Serialize(summary, ToolJson.Options)
            : string.Create(CultureInfo.InvariantCulture, $"{summary.Documents} documents, {summary.Empty} pages without text"));
        if (summary.BadRecords > 0)
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC1061", string.Create(CultureInfo.InvariantCulture, $"{summary.BadRecords} records could not be read and are not in the output. The first: {summary.FirstBadRecord}")).ToString());
        }
    }
}
