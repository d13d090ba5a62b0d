namespace DataCuration.Documents.Recipes.Checks;

/// <summary>The rules that concern more than one option, or what a string means. Each names both sides and what to do.</summary>
internal static class RecipeChecks
{
    public static void Check(RecipeTree tree)
    {
        SourceChecks.Check(tree);
        QualityChecks.Check(tree);
        DeduplicateChecks.Check(tree);
        PruneChecks.Check(tree);
        SelectChecks.Check(tree);
        RephraseChecks.Check(tree);
        PoolChecks.Check(tree);
        ProbeChecks.Check(tree);
        CardChecks.Check(tree);
    }
}
