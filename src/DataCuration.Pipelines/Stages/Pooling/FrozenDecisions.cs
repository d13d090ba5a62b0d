using System.Text.Json;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>
/// What an earlier run decided and this one takes over unchanged (<see cref="Recipe.Frozen"/>): the classifier's model, the scores at which pools are cut, and the law. Shards that came
/// since are then scored, deduplicated and pooled like those of that day, and no probe is trained. Without the option everything is fitted to all shards again.
/// </summary>
/// <param name="work">The earlier run's work directory.</param>
public sealed class FrozenDecisions(WorkDirectory work)
{
    // What a model that this run trains gives is on another scale than what that run's model gave.
    private static readonly string[] LearnedElsewhere = [ScoreColumnNames.Importance, ScoreColumnNames.Perplexity, ScoreColumnNames.Ensemble];

    /// <summary>The pools with the scores at their edges.</summary>
    public string Pools => work.Pools;

    /// <summary>The classifier's model.</summary>
    public string Model => work.Intermediate(StageNames.Classifier, "model.bin");

    /// <summary>What was measured of that model.</summary>
    public string Report => work.Intermediate(StageNames.Classifier, "report.json");

    private string Law => work.Law;

    private string Root => Path.TrimEndingDirectorySeparator(work.Root);

    /// <summary>Those of a recipe; null when it takes over none.</summary>
    public static FrozenDecisions? Of(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Frozen is { } folder ? new(new WorkDirectory(Path.Combine(recipe.BaseDirectory, folder))) : null;
    }

    /// <summary>The recipe with the law of the earlier run in place of probes, and what is wrong with its <see cref="Recipe.Frozen"/>.</summary>
    /// <param name="recipe">A valid recipe.</param>
    /// <param name="places">Where its values are written.</param>
    /// <param name="workDirectory">Where the recipe runs: decisions that are read there would be those that it has just made.</param>
    public static (Recipe Recipe, IReadOnlyList<Diagnostic> Diagnostics) Resolve(Recipe recipe, RecipePlaces places, string workDirectory)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (Of(recipe) is not { } frozen) return (recipe, []);
        List<Diagnostic> problems = [];
        string by = ScoreColumns.PoolBy(recipe);
        if (frozen.Root == Path.TrimEndingDirectorySeparator(Path.GetFullPath(workDirectory)))
        {
            problems.Add(places.Error("frozen", "DC2260", $"'{recipe.Frozen}' is the work directory of this very run, which would take over its own decisions. Give the run another one with --work."));
        }
        else if (!File.Exists(frozen.Pools))
        {
            problems.Add(places.Error("frozen", "DC2260", $"There is no pools.json in '{recipe.Frozen}' ({Path.GetDirectoryName(frozen.Pools)}). Name the work directory of a run that has ended, or leave frozen out to decide anew."));
        }
        else if (frozen.TryReadBy() is not { } earlier)
        {
            problems.Add(places.Error("frozen", "DC2260", $"The pools.json in '{recipe.Frozen}' ({Path.GetDirectoryName(frozen.Pools)}) cannot be read as what a run writes. Run that recipe again, or name another run's work directory."));
        }
        else if (earlier != by)
        {
            problems.Add(places.Error("frozen", "DC2261", $"The run in '{recipe.Frozen}' cut its pools by {earlier}, this recipe by {by}. Set pools.by to {earlier}, or leave frozen out."));
        }
        else if (LearnedElsewhere.Contains(ScoreOrder.Parse(by).Column))
        {
            problems.Add(places.Error("frozen", "DC2261", $"The pools are cut by {by}, whose model is trained in each run, so that the scores of two runs cannot be compared. Cut them by the classifier, by a rule's metric or by source, or leave frozen out."));
        }

        if (recipe.Quality.Classifier is not null && !File.Exists(frozen.Model))
        {
            problems.Add(places.Error("frozen", "DC2262", $"The recipe has a classifier, but the run in '{recipe.Frozen}' has no model of one ({frozen.Model}). Name the work directory of a run of this recipe, or leave frozen out."));
        }

        bool hasLaw = recipe.Mix is { PinnedLaw: null } && File.Exists(frozen.Law);
        return (hasLaw ? recipe with { Mix = recipe.Mix! with { PinnedLaw = Path.GetRelativePath(recipe.BaseDirectory, frozen.Law).Replace('\\', '/') } } : recipe, problems);
    }

    /// <summary>The pools of the earlier run that a score decides about, best first, each with the least score it takes, turned so that more is better.</summary>
    public static IReadOnlyList<(string Name, double Least)> Edges(PoolsFile pools)
    {
        ArgumentNullException.ThrowIfNull(pools);
        ScoreOrder order = ScoreOrder.Parse(pools.By);
        return [.. pools.Pools.Where(pool => pool is { MinScore: not null, MaxScore: not null } && DocumentPools.IsQuantile(pool.Name))
            .Select(pool => (pool.Name, Math.Min(order.Turn(pool.MinScore!.Value), order.Turn(pool.MaxScore!.Value))))];
    }

    /// <summary>The pools file.</summary>
    public PoolsFile ReadPools() => StateJson.Read<PoolsFile>(File.ReadAllText(Pools));

    private string? TryReadBy()
    {
        try
        {
            return ReadPools().By;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
