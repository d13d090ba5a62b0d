using DataCuration.Documents.Recipes.Reading;

namespace DataCuration.Documents.Recipes.Checks;

/// <summary>The profile, and thresholds that exclude each other.</summary>
internal static class QualityChecks
{
    public static void Check(RecipeTree tree)
    {
        KnownNameCheck.Check(tree, "quality.profile", RuleProfiles.OfRecipes);
        CheckOwnRules(tree);
        CheckEnsemble(tree);
        const string gopher = "quality.rules.gopherQuality";
        if (!tree.Has(gopher)) return;
        GopherQualityOptions defaults = new();
        CheckOrder(tree, gopher + ".minWords", defaults.MinWords, gopher + ".maxWords", defaults.MaxWords);
        CheckOrder(
            tree, gopher + ".minMeanWordLength", defaults.MinMeanWordLength, gopher + ".maxMeanWordLength", defaults.MaxMeanWordLength);
    }

    private static void CheckEnsemble(RecipeTree tree)
    {
        foreach (RecipeNode score in tree.Items("quality.ensemble.of", RecipeNodeKind.Text))
        {
            string column = ScoreOrder.Parse(score.Text).Column;
            if (column == ScoreColumnNames.Ensemble)
            {
                tree.Report("DC2010", "'quality.ensemble.of' names the ensemble itself. Name the scores that it joins.", score);
            }
            else
            {
                ScoreColumnCheck.Check(tree, "quality.ensemble.of", column, [], "name other scores");
            }
        }

        if (tree.Has("quality.ensemble") && tree.Has("rephrase"))
        {
            tree.Report(
                "DC2222",
                "'quality.ensemble' ranks the documents that were read, and 'rephrase' adds others, which would have no rank. Leave one of them out.",
                "quality.ensemble");
        }
    }

    private static void CheckOwnRules(RecipeTree tree)
    {
        if (tree.Text("quality.profile") is { } profile && RuleProfiles.WithRules.Contains(profile)
            && tree.Find("quality.rules") is { Kind: RecipeNodeKind.Object, Members.Count: > 0 } rules)
        {
            tree.Report(
                "DC2220",
                $"Profile '{profile}' brings its own rules and thresholds, and 'quality.rules' names others. Leave out 'quality.rules', or take a profile without rules: "
                    + string.Join(", ", RuleProfiles.OfRecipes.Except(RuleProfiles.WithRules)) + ".",
                rules);
        }
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
