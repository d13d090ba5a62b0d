using System.CommandLine;
using System.Text.Json;
using DataCuration.Cli.Display;
using DataCuration.Cli.Monitoring;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate check RECIPE</c>: all problems of a recipe at once.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<bool> json = new("--json") { Description = "Print the problems and files as JSON." };
        Option<string?> sarif = new("--sarif") { Description = "Write the problems as SARIF 2.1.0 too, for code scanning and review tools.", HelpName = "FILE" };
        Command command = new("check", "Reports all problems of a recipe and its files at once, each with line, column and remedy.") { json, sarif };
        options.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            CheckedRecipe result = await options.ReadAsync(parse, cancellationToken).ConfigureAwait(false);
            ExitCode exitCode = result.IsValid ? ExitCode.Done : ExitCode.Usage;
            if (parse.GetValue(sarif) is { } log) SarifFile.Write(log, result.Diagnostics, exitCode);
            if (parse.GetValue(json))
            {
                var files = result.Files?.Sources.Select(file => new { file.Source, Path = file.RelativePath, Bytes = file.Length });
                console.Output.WriteLine(JsonSerializer.Serialize(new { result.IsValid, result.Recipe?.Name, result.Diagnostics, files }, ToolJson.Options));
            }
            else
            {
                Print(console, result);
            }

            return (int)exitCode;
        });
        return command;
    }

    private static void Print(ToolConsole console, CheckedRecipe result)
    {
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            console.Error.WriteLine(diagnostic.ToString());
        }

        if (!result.IsValid) return;
        console.Output.WriteLine($"{result.Recipe!.Name}: the recipe is valid");
        foreach (IGrouping<string, ResolvedFile> source in result.Files!.Sources.GroupBy(file => file.Source))
        {
            int count = source.Count();
            console.Output.WriteLine(
                $"  {source.Key}: {count} {(count == 1 ? "shard" : "shards")}, {Amounts.Bytes(source.Sum(file => file.Length))}");
        }
    }
}
