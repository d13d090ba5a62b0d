using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;

namespace DataCuration.Cli.Commands;

/// <summary>What the verbs that take a recipe have in common: the file, assignments, the work directory and resources.</summary>
internal sealed class RecipeOptions
{
    public Argument<string> Recipe { get; } = new("recipe") { Description = "The recipe: JSON with comments." };

    public Option<string[]> Set { get; } = new("--set") { Description = "Assign an option of the recipe, for example mix.budget=1e17. May be repeated.", HelpName = "path=value", DefaultValueFactory = _ => [] };

    public Option<string?> Budget { get; } = new("--budget") { Description = "Training compute in FLOPs; the same as --set mix.budget=C.", HelpName = "C" };

    public Option<string?> Work { get; } = new("--work") { Description = "The work directory. Default: a folder named after the recipe, beside it.", HelpName = "DIR" };

    public Option<int> Jobs { get; } = new("--jobs") { Description = "Threads for map stages; changes no result. Default: the number of cores.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    public Option<string?> Memory { get; } = new("--memory") { Description = "Memory the run may use, for example 8GB. Default: three quarters of what there is.", HelpName = "SIZE" };

    public Option<string?> Until { get; } = new("--until") { Description = "The last step: ingest, score, deduplicate, pool, probe, fit, mix, materialise or report.", HelpName = "STEP" };

    public void AddTo(Command command)
    {
        command.Add(Recipe);
        command.Add(Set);
        command.Add(Budget);
    }

    public void AddRunOptionsTo(Command command)
    {
        AddTo(command);
        command.Add(Work);
        command.Add(Until);
        command.Add(Jobs);
        command.Add(Memory);
    }

    /// <summary>Reads and validates the recipe with its assignments.</summary>
    /// <exception cref="DiagnosticException">DC2000 and others: all problems at once.</exception>
    public RecipeReadResult Read(ParseResult parse)
    {
        string path = parse.GetRequiredValue(Recipe);
        if (!File.Exists(path))
        {
            throw new DiagnosticException(Diagnostic.Error("DC2000", "There is no such recipe file. Check the path.", path), ExitCode.Usage);
        }

        List<string> assignments = [.. parse.GetValue(Set) ?? []];
        if (parse.GetValue(Budget) is { } budget)
        {
            assignments.Add("mix.budget=" + budget);
        }

        return RecipeReader.Read(File.ReadAllText(path), path, assignments);
    }

    public Recipe ReadValid(ParseResult parse)
    {
        RecipeReadResult result = Read(parse);
        return result.Recipe ?? throw new DiagnosticException(result.Diagnostics, ExitCode.Usage);
    }

    public string WorkDirectory(ParseResult parse)
    {
        string recipe = Path.GetFullPath(parse.GetRequiredValue(Recipe));
        return parse.GetValue(Work) ?? Path.Combine(Path.GetDirectoryName(recipe)!, Path.GetFileNameWithoutExtension(recipe) + ".work");
    }
}
