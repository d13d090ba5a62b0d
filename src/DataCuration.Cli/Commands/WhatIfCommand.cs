using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Inspection;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate whatif WORK --set path=value</c>: what a changed decision would change, in seconds.</summary>
internal static class WhatIfCommand
{
    private const int DefaultExamples = 3;

    public static Command Create(ToolConsole console)
    {
        Argument<string> work = new("work") { Description = "The work directory." };
        Option<string[]> set = new("--set")
        {
            Description = "Assign an option of the recipe that ran, for example quality.rules.gopherQuality.minWords=20. May be repeated.",
            HelpName = "path=value",
            Required = true,
        };
        Option<int> examples = new("--examples")
        {
            Description = $"Documents to name that would come back, and that would leave. Default: {DefaultExamples}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultExamples,
        };
        Option<bool> json = new("--json") { Description = "Print the comparison as JSON." };
        Command command = new("whatif", "Tells what changed thresholds, shares, edges or keep policies would change, from the columns; nothing is scored or written.")
        {
            work, set, examples, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            int count = parse.GetValue(examples);
            if (count < 0)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", $"--examples is {count}; expected at least 0."), ExitCode.Usage);
            }

            WhatIfReport report = await WhatIf.AskAsync(parse.GetRequiredValue(work), parse.GetRequiredValue(set), count, cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(report, ToolJson.Options));
            }
            else
            {
                Print(console.Output, report);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, WhatIfReport report)
    {
        WhatIfReport.Counts counts = report.Documents;
        string tokens = report.IsTokenCountEstimated ? "tokens (estimated)" : "tokens";
        output.WriteLine(
            $"kept {Change(counts.KeptBefore, counts.KeptAfter)} of {Amounts.Count(counts.All)} documents, {Change(counts.TokensBefore, counts.TokensAfter)} {tokens}; "
            + $"{counts.Returned} come back, {counts.Lost} leave");
        foreach (WhatIfReport.RuleChange rule in report.Rules)
        {
            output.WriteLine($"  drops  {rule.Name,-45} {Change(rule.Before, rule.After)} documents; {rule.OnlyAfter} for this alone");
        }

        PrintGroups(output, "source", report.Sources, tokens);
        PrintGroups(output, "pool", report.Pools, tokens);
        foreach (WhatIfExample example in report.Examples)
        {
            string value = example.Value is { } number ? $" with {Amounts.Exact(number)}" : "";
            output.WriteLine(example.IsKeptAfter
                ? $"  returns  {example.Id} ({example.Source}): {example.Rule}{value} dropped it"
                : $"  leaves   {example.Id} ({example.Source}): {example.Rule}{value} would drop it");
        }
    }

    private static void PrintGroups(TextWriter output, string kind, IReadOnlyList<WhatIfReport.GroupChange> groups, string tokens)
    {
        foreach (WhatIfReport.GroupChange group in groups)
        {
            output.WriteLine(
                $"  {kind,-6} {group.Name,-45} {Change(group.DocumentsBefore, group.DocumentsAfter)} documents, {Change(group.TokensBefore, group.TokensAfter)} {tokens}");
        }
    }

    private static string Change(double before, double after)
    {
        if (before == after)
        {
            return Amounts.Count(before);
        }

        string share = before > 0 ? ((after - before) / before).ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture) : "new";
        return $"{Amounts.Count(before)} -> {Amounts.Count(after)} ({share})";
    }
}
