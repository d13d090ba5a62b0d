using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Compatibility;
using DataCuration.Pipelines.Scoring;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate compat verify FILES --against DECISIONS</c>: whether a profile decides as the user's own run of the other tool did.</summary>
internal static class CompatCommand
{
    private const int DefaultExamples = 10;

    public static Command Create(ToolConsole console) => new("compat", "Compares decisions with those of another tool.") { CreateVerify(console) };

    private static Command CreateVerify(ToolConsole console)
    {
        ScoreOptions options = new();
        Option<string> against = new("--against") { Description = "The other tool's decisions: JSON Lines with an id a document.", HelpName = "FILE", Required = true };
        Option<int> examples = new("--examples")
        {
            Description = $"Differences to show with their values. Default: {DefaultExamples}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultExamples,
        };
        Option<bool> json = new("--json") { Description = "Print the comparison as JSON." };
        Command command = new("verify", "Compares a profile's decisions, reasons and numbers with another tool's, document by document; exits with 1 when one differs.");
        options.AddTo(command);
        command.Add(against);
        command.Add(examples);
        command.Add(json);
        command.SetAction(async (parse, cancellationToken) =>
        {
            int count = parse.GetValue(examples);
            if (count < 0)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", $"--examples is {count}; expected at least 0."), ExitCode.Usage);
            }

            ScoreRequest request = options.Read(parse);
            CompatReport report = await CompatVerifier.RunAsync(request, DecisionFile.Read(parse.GetRequiredValue(against)), count, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(report, ToolJson.Options));
            }
            else
            {
                Print(console.Output, report);
            }

            return (int)(report.Agrees ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static void Print(TextWriter output, CompatReport report)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Profile}: {report.Documents} documents compared"));
        foreach (CompatCount check in report.Checks)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {check.Check,-34} {check.Compared,8} compared {check.Differing,6} differ"));
        }

        foreach (CompatDifference difference in report.Differences)
        {
            output.WriteLine($"{difference.Id} {difference.Check}");
            output.WriteLine($"  theirs {difference.Theirs}");
            output.WriteLine($"  ours   {difference.Ours}");
        }

        if (report.WithoutDecision + report.WithoutDocument > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.WithoutDecision} documents without a decision, {report.WithoutDocument} decisions without a document: they were not compared"));
        }
    }
}
