namespace DataCuration.Documents.Recipes.Checks;

/// <summary>The profile, and thresholds that exclude each other.</summary>
internal static class QualityChecks
{
    public static void Check(RecipeTree tree)
    {
        KnownNameCheck.Check(tree, "quality.profile", RuleProfiles.OfRecipes);
        const string gopher = "quality.rules.gopherQuality";
        if (!tree.Has(gopher)) return;
        GopherQualityOptions defaults = new();
        CheckOrder(tree, gopher + ".minWords", defaults.MinWords, gopher + ".maxWords", defaults.MaxWords);
        CheckOrder(
            tree, gopher + ".minMeanWordLength", defaults.MinMeanWordLength, gopher + ".maxMeanWordLength", defaults.MaxMeanWordLength);
    }

    private static void CheckOrder(RecipeTree tree, string lowPath, double lowDefault, string highPath, double highDefault)
    {
        if (tree.Number(lowPath, lowDefault) is { } low && tree.Number(highPath, highDefault) is { } high && low > high)
        {
            tree.Report("DC2010", FormattableString.Invariant(
                $"'{lowPath}' is {low} and '{highPath}' is {high}: no document can pass. Lower the first or raise the second."), lowPath, highPath);
        }
    }
}
