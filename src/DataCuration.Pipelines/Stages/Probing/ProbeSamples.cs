using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>What the probes train on, as <c>samples.json</c> in the stage's folder describes it.</summary>
/// <param name="Pools">The pools' samples, best pool first; also those too small to be measured.</param>
/// <param name="Mixtures">The mixtures that test the law.</param>
internal sealed record ProbeSamples(IReadOnlyList<PoolSampleSize> Pools, IReadOnlyList<ProbeMixture> Mixtures)
{
    /// <summary>The pools with text enough for two sequences.</summary>
    public IEnumerable<PoolSampleSize> Measured(ProbesOptions options) => Pools.Where(pool => IsMeasured(pool.Tokens, options));

    /// <summary>
    /// Tokens of the shortest training, which the batch and the rate of all probes follow, so that pools of unlike size are trained alike. A pool
    /// below a tenth of the others does not make all batches small.
    /// </summary>
    public long ShortestTokens(ProbesOptions options)
    {
        if (options.MatchRepetition) return (long)(options.Epochs[0] * options.UniqueTokens);
        long smallest = Measured(options).Min(pool => Math.Min(pool.Tokens, options.UniqueTokens));
        return (long)(options.Epochs[0] * Math.Max(smallest, options.UniqueTokens / 10));
    }

    public static bool IsMeasured(long tokens, ProbesOptions options) => tokens >= options.ContextLength * 2;
}
