namespace DataCuration.Documents.Recipes.Checks;

/// <summary>How pools are cut.</summary>
internal static class PoolChecks
{
    private const string BySource = "source";

    public static void Check(RecipeTree tree)
    {
        if (tree.Text("pools.by") is { } by && by != BySource)
        {
            ScoreColumnCheck.Check(tree, "pools.by", ScoreOrder.Parse(by).Column, [BySource], "cut the pools by 'source'");
        }

        RisingCheck.Check(tree, "pools.edges", "numbers that rise from 0 to 1, for example [0, 0.25, 1]", isFromZeroToOne: true);
    }
}
