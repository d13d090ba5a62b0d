using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Languages;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate language FILES</c>: the languages of the documents of plain files, without a recipe.</summary>
internal static class LanguageCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string[]> files = new("files") { Description = "JSONL, Parquet, WARC, WET, text or HTML files; compression is recognised.", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "Where a line of JSON for each document goes: language, confidence, shares of the paragraphs. Default: totals only.", HelpName = "FILE" };
        Option<string?> model = new("--model") { Description = "A fastText model (.bin, .ftz); default: the built-in model.", HelpName = "FILE" };
        Option<string> field = new("--text-field") { Description = "The field with the text.", HelpName = "NAME", DefaultValueFactory = _ => new FieldMapping().Text };
        Option<int> jobs = new("--jobs") { Description = "Threads; default: the number of cores. Changes no result.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<bool> json = new("--json") { Description = "Print the totals as JSON." };
        Command command = new("language", "Finds the language of each document and of its paragraphs.") { files, output, model, field, jobs, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            LanguageRequest request = new()
            {
                Files = InputFile.Existing(parse.GetRequiredValue(files)),
                Model = parse.GetValue(model) is { } path ? InputFile.Existing([path])[0] : null,
                Fields = new FieldMapping { Text = parse.GetRequiredValue(field) },
                Parallelism = JobCount.Checked(parse.GetValue(jobs)),
            };
            LanguageSummary summary = await FileLanguages.FindAsync(parse.GetValue(output), request, cancellationToken).ConfigureAwait(false);
            Print(console, summary, parse.GetValue(json));
            return (int)(summary.Documents == 0 && summary.BadRecords > 0 ? ExitCode.BadInput : ExitCode.Done);
        });
        return command;
    }

    private static void Print(ToolConsole console, LanguageSummary summary, bool isJson)
    {
        if (isJson)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(summary, ToolJson.Options));
        }
        else
        {
            long bytes = Math.Max(1, summary.Languages.Sum(language => language.Bytes));
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Documents} documents in {summary.Languages.Count} languages"));
            foreach (LanguageTotal language in summary.Languages)
            {
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{language.Language,8} {language.Documents,10} documents {100.0 * language.Bytes / bytes,6:F2} % of the text, mean confidence {language.MeanConfidence:F3}"));
            }
        }

        if (summary.BadRecords > 0)
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC1061", string.Create(CultureInfo.InvariantCulture, $"{summary.BadRecords} records could not be read and are not in the output. The first: {summary.FirstBadRecord}")).ToString());
        }
    }
}
