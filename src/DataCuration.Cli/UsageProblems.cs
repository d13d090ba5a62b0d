using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Cli;

/// <summary>What is wrong with a command line, with the nearest known name for a misspelt one.</summary>
internal static class UsageProblems
{
    public static IReadOnlyList<Diagnostic> Of(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string verb = command is RootCommand ? "curate" : $"curate {command.Name}";
        if (command is RootCommand && parse.UnmatchedTokens.Count > 0)
        {
            string name = parse.UnmatchedTokens[0];
            string[] verbs = command.Subcommands.Where(candidate => !candidate.Hidden).Select(candidate => candidate.Name).ToArray();
            return [Error($"'{name}' is no verb of curate. {NameSuggestion.Clause(name, verbs)}")];
        }

        List<Diagnostic> problems = [];
        foreach (string name in parse.UnmatchedTokens.Where(token => token.StartsWith("--", StringComparison.Ordinal)))
        {
            string[] options = command.Options.Select(option => option.Name).ToArray();
            string clause = NameSuggestion.Nearest(name, options) is { } nearest ? $"Did you mean '{nearest}'?" : $"`{verb} --help` lists the options.";
            problems.Add(Error($"'{name}' is no option of `{verb}`. {clause}"));
        }

        // With an option unknown, what follows it is no argument either: its name is the one thing to say.
        return problems.Count > 0 ? problems : parse.Errors.Select(error => Error($"{OnOneLine(error.Message)} `{verb} --help` lists the options.")).ToArray();
    }

    private static string OnOneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Diagnostic Error(string message) => Diagnostic.Error("DC2050", message);
}
