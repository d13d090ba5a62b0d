// The law is fitted to single pools and decides about mixtures, so it is tested on mixtures that it never saw. They are fixed before anything is
// measured and do not depend on the budget: a new budget needs no new probe.
//   equal         as large as one pool's sample, the same number of tokens of each pool: only the mixing differs from what was fitted;
//   proportional  twice as large, pools by what they hold, as training on everything would be: another size;
//   graded        better pools repeated more, as a mix is: other repetitions for each pool in one run.
// Lengths: those of the pools between an eighth and a quarter of the longest, so that all three cost about a sixth of the probes of four pools.
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>The mixtures that test the law. Pure.</summary>
internal static class HeldOutMixtures
{
    /// <summary>Passes of the best pool over those of the worst in the graded mixture.</summary>
    private const double GradedSpan = 8;

    /// <summary>Plans the mixtures.</summary>
    /// <param name="pools">The measured pools, best first.</param>
    /// <param name="options">Lengths and sizes.</param>
    /// <returns>None for fewer than two pools, or when a share would not fill two sequences.</returns>
    public static IReadOnlyList<ProbeMixture> For(IReadOnlyList<PoolSampleSize> pools, ProbesOptions options)
    {
        double longest = options.Epochs.Max();
        double[] lengths = options.Epochs.Where(epochs => epochs >= longest / 8 && epochs <= longest / 4).ToArray();
        if (!options.HoldOuts || pools.Count < 2 || lengths.Length == 0)
        {
            return [];
        }

        double total = pools.Sum(pool => pool.Held);
        double step = Math.Pow(GradedSpan, -1.0 / (pools.Count - 1));
        double[] passes = Enumerable.Range(0, pools.Count).Select(rank => lengths[^1] * Math.Pow(step, rank)).ToArray();
        double graded = lengths[^1] * options.UniqueTokens / passes.Sum();
        ProbeMixture[] mixtures =
        [
            new("equal", [.. pools.Select(pool => Part(pool, options.UniqueTokens / (double)pools.Count, 1))], lengths),
            new("proportional", [.. pools.Select(pool => Part(pool, 2 * options.UniqueTokens * pool.Held / total, 1))], [.. lengths.Select(epochs => epochs / 2)]),
            new("graded", [.. pools.Select((pool, rank) => Part(pool, graded, passes[rank]))], [1]),
        ];
        return mixtures.Where(mixture => mixture.Parts.All(part => part.UniqueTokens >= 2 * options.ContextLength)).ToArray();
    }

    private static MixturePart Part(PoolSampleSize pool, double tokens, double passes) =>
        new(pool.Name, Math.Min(pool.Tokens, (long)Math.Round(tokens)), passes);
}
