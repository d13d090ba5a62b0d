using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Inspection;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate explain WORK ID</c>: everything that happened to a document.</summary>
internal static class ExplainCommand
{
    private const int TextShown = 600;

    public static Command Create(ToolConsole console)
    {
        Argument<string> work = new("work") { Description = "The work directory." };
        Argument<string> id = new("id") { Description = "The document's id, 32 hex digits." };
        Option<bool> json = new("--json") { Description = "Print the story as JSON, with whole texts." };
        Command command = new("explain", "Tells everything that happened to a document, with values and thresholds, and its twin's text.") { work, id, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (!DocumentId.TryParse(parse.GetRequiredValue(id), out DocumentId document))
            {
                throw new DiagnosticException(Diagnostic.Error("DC2054", $"'{parse.GetRequiredValue(id)}' is no document id; expected 32 hex digits, as in the id column of the dataset."), ExitCode.Usage);
            }

            Explanation explanation = await DocumentExplainer.ExplainAsync(parse.GetRequiredValue(work), document, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(explanation, ToolJson.Options));
            }
            else
            {
                Print(console.Output, explanation);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, Explanation explanation)
    {
        output.WriteLine($"{explanation.Id}: {explanation.Outcome}");
        foreach (ExplanationStep step in explanation.Steps)
        {
            string numbers = step.Value is { } value
                ? $" {value.ToString("G5", CultureInfo.InvariantCulture)}{(step.Threshold is { } threshold ? $" (threshold {threshold.ToString("G5", CultureInfo.InvariantCulture)})" : "")}"
                : "";
            output.WriteLine($"  {step.Verdict ?? "",-7} {step.Stage}: {step.What}{numbers}: {step.Detail}");
        }

        Print(output, "text", explanation.Text);
        if (explanation.TwinId is { } twin)
        {
            Print(output, $"text of {twin}, which stays", explanation.TwinText);
        }
    }

    private static void Print(TextWriter output, string title, string? text)
    {
        if (text is not null)
        {
            output.WriteLine();
            output.WriteLine($"{title}:");
            output.WriteLine(text.Length <= TextShown ? text : text[..TextShown] + " ...");
        }
    }
}
