using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Pipelines.Stages.Rephrasing;
using DataCuration.Pipelines.State;
using DataCuration.Probes.Worker;

namespace DataCuration.Pipelines.Inspection;

/// <summary>
/// Answers what changed thresholds, shares, edges and keep policies would do, from the columns of a work directory. Reads columns only, writes
/// nothing. Memory: about twice that of the decision itself, since it decides as before and as changed.
/// </summary>
public static class WhatIf
{
    /// <summary>Decides twice and compares.</summary>
    /// <param name="workDirectory">A work directory whose documents were scored.</param>
    /// <param name="assignments">Assignments <c>path=value</c> of the recipe that ran.</param>
    /// <param name="examplesPerSide">Most examples of documents that come back, and of those that leave.</param>
    /// <param name="cancellationToken">Checked between parts.</param>
    /// <exception cref="DiagnosticException">DC2065: an assignment needs scores that are not there. DC3042, DC3047: nothing to answer from. Or the changed recipe is wrong.</exception>
    public static async Task<WhatIfReport> AskAsync(
        string workDirectory, IReadOnlyList<string> assignments, int examplesPerSide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        WorkDirectory work = WorkDirectories.Open(workDirectory);
        string json = await File.ReadAllTextAsync(work.Recipe, cancellationToken).ConfigureAwait(false);
        Recipe before = Read(work, json, []);
        CheckDecidable(work, json, before, assignments);
        Recipe after = Read(work, json, assignments);
        RunContext context = Context(work, before);
        WhatIfSide[] sides = [new(before), new(after)];
        await AddPartsAsync(context, sides, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DocumentPart> parts = context.Parts();
        Parallel.ForEach(sides, new ParallelOptions { CancellationToken = cancellationToken }, side => side.Decide(parts));
        return WhatIfComparison.Compare(sides[0], sides[1], parts, assignments, context.Completed(StageNames.Tokens).Count == 0, examplesPerSide);
    }

    private static Recipe Read(WorkDirectory work, string json, IReadOnlyList<string> assignments)
    {
        RecipeReadResult result = RecipeReader.Read(json, work.Recipe, assignments);
        return result.Recipe ?? throw new DiagnosticException(result.Diagnostics, ExitCode.Usage);
    }

    // What the decision does not read must stay: its columns are those of the recipe as it ran.
    private static void CheckDecidable(WorkDirectory work, string json, Recipe before, IReadOnlyList<string> assignments)
    {
        string fixedPart = RecipeWriter.ToCanonicalJson(WithoutDecision(before));
        string[] others = assignments
            .Where(assignment => RecipeReader.Read(json, work.Recipe, [assignment]).Recipe is { } alone
                && RecipeWriter.ToCanonicalJson(WithoutDecision(alone)) != fixedPart)
            .ToArray();
        if (others.Length > 0)
        {
            throw new DiagnosticException(
                Diagnostic.Error(
                    "DC2065",
                    $"Columns cannot answer {string.Join(", ", others.Select(other => $"'{other}'"))}: that option changes what is read, scored or trained. " +
                    "Options below quality.rules, deduplicate.keep, prune.prototypes, select and pools can be asked about; for another budget use `curate mix`, for the rest `curate plan` and `curate run`.",
                    work.Root),
                ExitCode.Usage);
        }
    }

    private static Recipe WithoutDecision(Recipe recipe) => recipe with
    {
        Quality = recipe.Quality with
        {
            Rules = new RulesOptions(),
            Urls = recipe.Quality.Urls is { } urls ? urls with { SoftWords = new UrlOptions { Lists = "" }.SoftWords } : null,
        },
        Deduplicate = recipe.Deduplicate is { } deduplicate ? deduplicate with { Keep = new DeduplicateOptions().Keep, Url = deduplicate.Url is { } url ? url with { Copy = new UrlDuplicateOptions().Copy } : null } : null,
        Prune = recipe.Prune is { Prototypes: not null } prune ? prune with { Prototypes = new PrototypeOptions { Keep = 1 } } : recipe.Prune,
        Select = null,
        Pools = new PoolsOptions(),
    };

    private static RunContext Context(WorkDirectory work, Recipe recipe)
    {
        RunOptions options = new() { WorkDirectory = work.Root, ProbeWorker = new WorkerCommand("", []) };
        SourceFiles files = new() { Sources = [], Evaluation = [], Tokenizer = [], Diagnostics = [] };
        RunContext context = new(recipe, options, work, new InputHashes(work), files);
        CompletionStore store = new(work);
        foreach (string stage in StageList.For(recipe).Select(stage => stage.Name))
        {
            context.SetCompleted(stage, store.ReadAll(stage));
        }

        int parts = context.Parts().Count;
        string[] missing = [.. StageList.For(recipe).Where(stage => stage is ColumnStage && context.Completed(stage.Name).Count < parts).Select(stage => stage.Name)];
        return parts > 0 && missing.Length == 0
            ? context
            : throw new DiagnosticException(
                Diagnostic.Error(
                    "DC3047",
                    $"There are no columns to answer from{(missing.Length == 0 ? "" : $"; unfinished: {string.Join(", ", missing)}")}. " +
                    "Run the recipe at least to the step deduplicate: curate run RECIPE --until deduplicate.",
                    work.Root),
                ExitCode.Usage);
    }

    // Parts are read side by side, as many as there are cores, and entered in their order.
    private static async Task AddPartsAsync(RunContext context, WhatIfSide[] sides, CancellationToken cancellationToken)
    {
        string[] columns = sides.SelectMany(side => side.Columns).Distinct(StringComparer.Ordinal).ToArray();
        foreach (DocumentPart[] chunk in context.Parts().Chunk(Environment.ProcessorCount))
        {
            PartColumns[] read = new PartColumns[chunk.Length];
            await Parallel.ForAsync(0, chunk.Length, cancellationToken, async (i, token) =>
                read[i] = await PartColumns.ReadAsync(context, chunk[i].Name, columns, token).ConfigureAwait(false)).ConfigureAwait(false);
            Parallel.ForEach(sides, new ParallelOptions { CancellationToken = cancellationToken }, side =>
            {
                for (int i = 0; i < read.Length; i++)
                {
                    side.Add(read[i], SyntheticNames.IsSynthetic(chunk[i].Name));
                }
            });
        }
    }
}
