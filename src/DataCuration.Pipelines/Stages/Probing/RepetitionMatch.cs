// A pool that the target training repeats r times must be repeated r times in its probe, or the probe measures another thing: pools that are small are
// worn out at the target and fresh in the probe (Muennighoff et al., arXiv 2305.16264; the sub-sampling is that of Goyal et al., arXiv 2404.07177, §4).
// A mix gives pool i the tokens w_i D of its U_i: w_i D / U_i epochs. A probe of d tokens on s U_i unique ones with s = d / D repeats the same, whatever
// the weights are, so one share s serves all pools.
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>How much of each pool stands for it. Pure.</summary>
internal static class RepetitionMatch
{
    /// <summary>The share of every pool that the probes get: the longest probe's tokens over the target's; null when the recipe matches nothing.</summary>
    public static double? Share(Recipe recipe) => recipe is { Probes: { MatchRepetition: true } probes, Mix: { } mix }
        ? Math.Min(1, LongestTokens(probes) / TrainingBudget.TokensOf(mix).Value)
        : null;

    /// <summary>Unique tokens that stand for a pool.</summary>
    /// <param name="probes">Lengths, context.</param>
    /// <param name="share">Of <see cref="Share"/>.</param>
    /// <param name="held">Tokens that the pool holds.</param>
    /// <returns>
    /// At most the longest probe's tokens, because more would not be seen; at least two sequences, below which nothing can be trained: so small a pool is
    /// repeated less than at the target.
    /// </returns>
    public static long UniqueTokens(ProbesOptions probes, double? share, double held) => share is { } part
        ? (long)Math.Clamp(Math.Round(held * part), Fewest(probes), Math.Max(Fewest(probes), LongestTokens(probes)))
        : probes.UniqueTokens;

    /// <summary>The lengths of a pool's probes in epochs over its own sample: the same tokens for every pool.</summary>
    /// <param name="probes">Lengths, context.</param>
    /// <param name="share">Of <see cref="Share"/>.</param>
    /// <param name="sample">The pool's sample.</param>
    public static IReadOnlyList<double> Epochs(ProbesOptions probes, double? share, PoolSampleSize sample)
    {
        if (share is null) return probes.Epochs;

        // What the trainer makes of a sample: whole sequences, and the token after the last.
        long unique = Math.Min(sample.Tokens, UniqueTokens(probes, share, sample.Held));
        double whole = (unique - 1) / probes.ContextLength * probes.ContextLength;
        return [.. probes.Epochs.Select(epochs => epochs * probes.UniqueTokens / whole)];
    }

    private static double LongestTokens(ProbesOptions probes) => probes.UniqueTokens * probes.Epochs.Max();

    private static long Fewest(ProbesOptions probes) => (2 * probes.ContextLength) + 1;
}
