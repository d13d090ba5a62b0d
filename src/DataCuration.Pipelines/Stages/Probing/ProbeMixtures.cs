using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>All mixtures that a run trains probes on. Pure.</summary>
internal static class ProbeMixtures
{
    /// <summary>The fixed ones that test the law, then the drawn ones.</summary>
    /// <param name="pools">The measured pools, best first.</param>
    /// <param name="recipe">Options and seed.</param>
    public static IReadOnlyList<ProbeMixture> For(IReadOnlyList<PoolSampleSize> pools, Recipe recipe) =>
        [.. HeldOutMixtures.For(pools, recipe.Probes!), .. DrawnMixtures.For(pools, recipe.Probes!, recipe.Seed)];
}
