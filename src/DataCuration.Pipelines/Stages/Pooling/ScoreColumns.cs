using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>Which columns a recipe's decision compares, and which stage makes each. Pure.</summary>
internal static class ScoreColumns
{
    /// <summary>The name of the classifier's score.</summary>
    public const string Classifier = ScoreColumnNames.Classifier;

    /// <summary>Pools are the sources.</summary>
    public const string BySource = "source";

    private static readonly Dictionary<string, string> StageOfColumn = new(StringComparer.Ordinal)
    {
        [ScoreColumnNames.Classifier] = StageNames.Quality,
        [ScoreColumnNames.Importance] = StageNames.Importance,
        [ScoreColumnNames.Perplexity] = StageNames.Perplexity,
        [ScoreColumnNames.Ensemble] = StageNames.Ensemble,
    };

    /// <summary>The stages whose columns the decision may compare.</summary>
    public static IReadOnlyList<string> Stages { get; } =
        [StageNames.Metrics, .. StageOfColumn.Values.Distinct().Order(StringComparer.Ordinal), StageNames.Contamination, StageNames.Boilerplate, StageNames.Privacy, StageNames.Urls, StageNames.Language];

    /// <summary>What the recipe's pools are cut by, with the default applied.</summary>
    public static string PoolBy(Recipe recipe) => recipe.Pools.By ?? (recipe.Quality.Classifier is null ? BySource : Classifier);

    /// <summary>The column that the keep policy compares; null when it compares none.</summary>
    public static string? KeepBy(Recipe recipe) =>
        recipe.Deduplicate?.Keep is { } keep && keep.Contains(':', StringComparison.Ordinal) ? keep[(keep.IndexOf(':', StringComparison.Ordinal) + 1)..] : null;

    /// <summary>The stage that makes a column.</summary>
    public static string StageOf(string column) =>
        column.StartsWith("contamination.", StringComparison.Ordinal) ? StageNames.Contamination
        : column.StartsWith("boilerplate.", StringComparison.Ordinal) ? StageNames.Boilerplate
        : column.StartsWith("privacy.", StringComparison.Ordinal) ? StageNames.Privacy
        : column.StartsWith("urls.", StringComparison.Ordinal) ? StageNames.Urls
        : column.StartsWith("language.", StringComparison.Ordinal) ? StageNames.Language
        : StageOfColumn.GetValueOrDefault(column, StageNames.Metrics);

    /// <summary>The score columns that the decision of a recipe compares, beside those of its rules.</summary>
    public static IEnumerable<string> Of(Recipe recipe)
    {
        if (PoolBy(recipe) is var pools and not BySource)
        {
            yield return ScoreOrder.Parse(pools).Column;
        }

        if (KeepBy(recipe) is { } keep)
        {
            yield return keep;
        }

        if (recipe.Select is { } select)
        {
            yield return ScoreOrder.Parse(select.By).Column;
        }
    }
}
