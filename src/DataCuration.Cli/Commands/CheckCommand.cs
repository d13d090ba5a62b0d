using System.CommandLine;
using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate check RECIPE</c>: all problems of a recipe at once.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolConsole console)
    {
        RecipeOptions options = new();
        Option<bool> json = new("--json") { Description = "Print the problems as JSON." };
        Command command = new("check", "Reports all problems of a recipe at once, each with line, column and remedy.") { json };
        options.AddTo(command);
        command.SetAction(parse => Check(console, options.Read(parse), parse.GetValue(json)));
        return command;
    }

    private static int Check(ToolConsole console, RecipeReadResult result, bool json)
    {
        List<Diagnostic> diagnostics = [.. result.Diagnostics];
        if (result.Recipe is { } recipe)
        {
            diagnostics.AddRange(SourceFiles.Resolve(recipe).Diagnostics);
        }

        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(diagnostics, ToolJson.Options));
        }

        foreach (Diagnostic diagnostic in json ? [] : diagnostics)
        {
            console.Error.WriteLine(diagnostic.ToString());
        }

        bool isValid = !diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (isValid && !json)
        {
            console.Output.WriteLine($"{result.Recipe!.Name}: the recipe is valid ({SourceFiles.Resolve(result.Recipe).Sources.Count} shards).");
        }

        return (int)(isValid ? ExitCode.Done : ExitCode.Usage);
    }
}
