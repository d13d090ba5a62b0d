namespace DataCuration.Documents.Recipes.Checks;

/// <summary>What is pruned by meaning.</summary>
internal static class PruneChecks
{
    public static void Check(RecipeTree tree)
    {
        if (!tree.Has("prune")) return;
        if (!tree.Has("prune.semantic") && !tree.Has("prune.prototypes"))
        {
            tree.Report(
                "DC2010", "'prune' has neither 'semantic' nor 'prototypes', so it removes nothing. Add \"semantic\": {}, or leave 'prune' out.", "prune");
        }

        if (tree.Number("prune.dimensions", new PruneOptions().Dimensions) is { } dimensions && dimensions % 16 != 0)
        {
            tree.Report("DC2010", FormattableString.Invariant($"'prune.dimensions' is {dimensions}; expected a multiple of 16."), "prune.dimensions");
        }
    }
}
