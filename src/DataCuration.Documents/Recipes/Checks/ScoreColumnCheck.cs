using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Whether a column that an option names will exist.</summary>
internal static class ScoreColumnCheck
{
    public static void Check(RecipeTree tree, string path, string column, IReadOnlyList<string> others, string alternative)
    {
        if (column == ScoreColumnNames.Classifier)
        {
            if (!tree.Has(ScoreColumnNames.Classifier))
            {
                tree.Report(
                    "DC2012", $"'{path}' compares the column {column}, but the recipe has no quality.classifier. Add one, or {alternative}.", path);
            }

            return;
        }

        string[] known = [ScoreColumnNames.Classifier, .. others, .. ScoreColumnNames.Metrics];
        if (!known.Contains(column))
        {
            tree.Report(
                "DC2012", $"'{path}' names the column '{column}', which no stage computes. {NameSuggestion.Clause(column, known)}", path);
        }
    }
}
