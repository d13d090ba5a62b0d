using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>Whether a column that an option names will exist.</summary>
internal static class ScoreColumnCheck
{
    public static void Check(RecipeTree tree, string path, string column, IReadOnlyList<string> others, string alternative)
    {
        if (ScoreColumnNames.Optional.Contains(column))
        {
            if (!tree.Has(column))
            {
                tree.Report(
                    "DC2012", $"'{path}' compares the column {column}, but the recipe has no {column}. Add one, or {alternative}.", path);
            }

            return;
        }

        string[] known = [.. ScoreColumnNames.Optional, .. others, .. ProfileColumns.Of(tree.Text("quality.profile"))];
        if (!known.Contains(column))
        {
            tree.Report(
                "DC2012", $"'{path}' names the column '{column}', which no stage computes. {NameSuggestion.Clause(column, known)}", path);
        }
    }
}
