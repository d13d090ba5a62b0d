using System.CommandLine;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Differences;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate diff BEFORE AFTER</c>: what changed between two work directories, from the recipe's options to the predicted loss.</summary>
internal static class DiffCommand
{
    private const int DefaultExamples = 3;

    public static Command Create(ToolConsole console)
    {
        Argument<string> before = new("before") { Description = "The first work directory." };
        Argument<string> after = new("after") { Description = "The second work directory." };
        Option<int> examples = new("--examples")
        {
            Description = $"Documents to name of each kind of change. Default: {DefaultExamples}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultExamples,
        };
        Option<bool> json = new("--json") { Description = "Print the comparison as JSON." };
        Command command = new("diff", "Tells what changed between two work directories: options, inputs, counts, documents, pools, law, mix and dataset. Reads only.")
        {
            before, after, examples, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            int count = parse.GetValue(examples);
            if (count < 0)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", $"--examples is {count}; expected at least 0."), ExitCode.Usage);
            }

            WorkDiffReport report = await WorkDiff.CompareAsync(parse.GetRequiredValue(before), parse.GetRequiredValue(after), count, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(report, ToolJson.Options));
            }
            else
            {
                DiffText.Write(console.Output, report);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
