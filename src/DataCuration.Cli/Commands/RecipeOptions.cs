using System.CommandLine;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Documents.Recipes.Reading;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Storage;

namespace DataCuration.Cli.Commands;

/// <summary>What the verbs that take a recipe have in common: the file, assignments, the work directory and resources.</summary>
internal sealed class RecipeOptions
{
    public Argument<string> Recipe { get; } = new("recipe") { Description = "The recipe: JSON with comments." };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Assign an option of the recipe, for example mix.budget=1e17. May be repeated.",
        HelpName = "path=value",
        DefaultValueFactory = _ => [],
    };

    public Option<string?> Budget { get; } = new("--budget")
    {
        Description = "Training compute in FLOPs; the same as --set mix.budget=C.",
        HelpName = "C",
    };

    public Option<string?> Work { get; } = new("--work")
    {
        Description = "The work directory. Default: a folder named after the recipe, beside it.",
        HelpName = "DIR",
    };

    public Option<int> Jobs { get; } = new("--jobs")
    {
        Description = "Threads for map stages; changes no result. Default: the number of cores.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public Option<string?> Memory { get; } = new("--memory")
    {
        Description = "Memory the run may use, for example 8GB. Default: three quarters of what there is.",
        HelpName = "SIZE",
    };

    public Option<string?> Until { get; } = new("--until")
    {
        Description = "The last step: ingest, score, deduplicate, pool, probe, fit, mix, materialise or report.",
        HelpName = "STEP",
    };

    public Option<string?> TorchLib { get; } = CreateTorchLib();

    /// <summary>Where libtorch lies, for every verb that trains or examines.</summary>
    public static Option<string?> CreateTorchLib() => new("--torch-lib")
    {
        Description = "The lib directory of an installed PyTorch or libtorch to train the probes with, for example a CUDA build. Default: the package's CPU build.",
        HelpName = "DIR",
    };

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
        command.Add(TorchLib);
    }

    /// <summary>Reads and validates the recipe with its assignments, and looks up its files.</summary>
    /// <exception cref="DiagnosticException">DC2000: there is no such file.</exception>
    public async Task<CheckedRecipe> ReadAsync(ParseResult parse, CancellationToken cancellationToken)
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

        RecipeReadResult result = RecipeReader.Read(File.ReadAllText(path), path, assignments);
        if (result.Recipe is null) return new CheckedRecipe(null, null, result.Diagnostics);
        (Recipe recipe, IReadOnlyList<Diagnostic> problems) = FrozenDecisions.Resolve(result.Recipe, result.Places!, WorkDirectory(parse));
        using RemoteStorage storage = new(recipe.Storage, TimeProvider.System);
        SourceFiles files = await SourceFiles.ResolveAsync(recipe, storage, result.Places, cancellationToken).ConfigureAwait(false);
        return new CheckedRecipe(recipe, files, [.. result.Diagnostics, .. problems, .. files.Diagnostics]);
    }

    /// <summary>The recipe and its files, when nothing is wrong with them.</summary>
    /// <exception cref="DiagnosticException">DC2000 and others: all problems at once.</exception>
    public async Task<CheckedRecipe> ReadValidAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        CheckedRecipe result = await ReadAsync(parse, cancellationToken).ConfigureAwait(false);
        return result.IsValid ? result : throw new DiagnosticException(result.Diagnostics, ExitCode.Usage);
    }

    /// <summary>Where and with what the recipe runs.</summary>
    /// <exception cref="DiagnosticException">DC2051 to DC2053: an option's value is no size, no step, or out of range.</exception>
    public RunOptions CreateRunOptions(ParseResult parse)
    {
        string? until = parse.GetValue(Until);
        if (until is not null && !CurationSteps.All.Contains(until))
        {
            throw new DiagnosticException(
                Diagnostic.Error("DC2052", $"--until {until} is no step. {NameSuggestion.Clause(until, CurationSteps.All.ToArray())}"), ExitCode.Usage);
        }

        int jobs = JobCount.Checked(parse.GetValue(Jobs));
        RunOptions run = new() { WorkDirectory = WorkDirectory(parse), Until = until, Jobs = jobs, ProbeWorker = SelfCommand.ProbeWorker with { TorchLibraryDirectory = parse.GetValue(TorchLib) } };
        return parse.GetValue(Memory) is { } memory ? run with { MemoryBytes = MemorySize.Parse(memory) } : run;
    }

    /// <summary>The arguments of <c>curate run</c> that mean the same recipe and work directory from any folder.</summary>
    public IEnumerable<string> RunArguments(ParseResult parse)
    {
        IEnumerable<string> assignments = (parse.GetValue(Set) ?? []).SelectMany(assignment => (string[])["--set", assignment]);
        string[] budget = parse.GetValue(Budget) is { } flops ? ["--budget", flops] : [];
        return ["run", Path.GetFullPath(parse.GetRequiredValue(Recipe)), "--work", Path.GetFullPath(WorkDirectory(parse)), .. assignments, .. budget];
    }

    private string WorkDirectory(ParseResult parse)
    {
        string recipe = Path.GetFullPath(parse.GetRequiredValue(Recipe));
        return parse.GetValue(Work) ?? Path.Combine(Path.GetDirectoryName(recipe)!, Path.GetFileNameWithoutExtension(recipe) + ".work");
    }
}
