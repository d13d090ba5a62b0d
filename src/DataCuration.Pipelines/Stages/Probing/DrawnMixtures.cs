// Mixtures instead of pools, as RegMix trains them (Liu et al., arXiv 2407.01492, §3.1): drawn around what the pools hold, from near that prior to near single
// pools. All are one probe sample long and seen once, so they differ in shares alone. A law of the effective amount of data needs far fewer than
// trees do: 48 of RegMix's 512 order its 64 large mixtures nearly as well. Every fifth is held out and tests the law.
using System.Globalization;
using DataCuration.Documents.Recipes;
using DataCuration.Quality.Mixtures;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>Random mixtures of the pools. Pure.</summary>
internal static class DrawnMixtures
{
    /// <summary>What the names of drawn mixtures begin with.</summary>
    public const string NamePrefix = "drawn-";

    /// <summary>One in so many tests the law instead of being fitted: 20 %.</summary>
    private const int HeldOutEvery = 5;

    /// <summary>Most of a share as a multiple of the prior's, as in RegMix's code.</summary>
    private const double MostOfPrior = 15;

    /// <summary>Draws the mixtures.</summary>
    /// <param name="pools">The measured pools.</param>
    /// <param name="options">How many, of which size.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <returns>None for fewer than two pools. A pool whose share would not fill two sequences is left out of that mixture, and no pool gives more than its sample.</returns>
    public static IReadOnlyList<ProbeMixture> For(IReadOnlyList<PoolSampleSize> pools, ProbesOptions options, ulong seed)
    {
        if (options.Mixtures == 0 || pools.Count < 2) return [];
        double total = pools.Sum(pool => pool.Held);
        double[] prior = [.. pools.Select(pool => pool.Held / total)];
        List<ProbeMixture> mixtures = [];

        // More than are wanted: the sampler leaves out what is far beyond the prior, and a mixture of one pool is that pool's own probe.
        foreach (double[] shares in DirichletMixtures.Draw(prior, 100 * options.Mixtures, MostOfPrior, (int)(seed % int.MaxValue)))
        {
            MixturePart[] parts = PartsOf(pools, shares, options);
            if (parts.Length < 2) continue;
            string name = string.Create(CultureInfo.InvariantCulture, $"{NamePrefix}{mixtures.Count + 1}");
            mixtures.Add(new ProbeMixture(name, parts, [1], IsFitted: (mixtures.Count + 1) % HeldOutEvery != 0));
            if (mixtures.Count == options.Mixtures) break;
        }

        return mixtures;
    }

    private static MixturePart[] PartsOf(IReadOnlyList<PoolSampleSize> pools, double[] shares, ProbesOptions options)
    {
        long fewest = 2L * options.ContextLength;
        bool[] isTaken = [.. shares.Select(share => share * options.UniqueTokens >= fewest)];
        double taken = shares.Where((_, index) => isTaken[index]).Sum();
        return
        [
            .. pools.Select((pool, index) => new MixturePart(pool.Name, isTaken[index] ? Math.Min(pool.Tokens, (long)Math.Round(options.UniqueTokens * shares[index] / taken)) : 0, 1))
                .Where(part => part.UniqueTokens >= fewest),
        ];
    }
}
