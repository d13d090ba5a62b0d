namespace DataCuration.Documents.Recipes.Checks;

/// <summary>What is selected.</summary>
internal static class SelectChecks
{
    public static void Check(RecipeTree tree)
    {
        if (!tree.Has("select")) return;
        if (tree.Text("select.by") is { } by)
        {
            ScoreColumnCheck.Check(tree, "select.by", ScoreOrder.Parse(by).Column, [], "leave 'select' out");
        }

        if (tree.Number("select.share", 1) is { } share && tree.Number("select.skip", 0) is { } skip && share + skip > 1)
        {
            tree.Report("DC2010", FormattableString.Invariant(
                $"'select.skip' is {skip} and 'select.share' is {share}: together they are more than all. Lower one."), "select.skip", "select.share");
        }

        if (tree.Number("select.skip", 0) is > 0 && tree.Text("select.method") is "gumbel" or "random")
        {
            tree.Report("DC2010", "'select.skip' passes over the best documents, which only the method 'top' orders. Leave it out, or select by 'top'.", "select.skip");
        }
    }
}
