// The best share of documents or tokens by a score, with three rules for ties. `Split` is exact: documents that tie at the border are told apart by
// the hash of their id. `Include` keeps all that tie with the last one. `DataComp` is what baselines/apply_filter.py of DataComp (Gadre et al. 2023,
// arXiv 2304.14108) does: the threshold is the n-th score from the top, counted from 0, so it keeps n + 1 documents, and more on ties; it is there
// to reproduce published subsets id for id. Cost: one sort.
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Quality.Selection;

/// <summary>Selects the documents between two quantiles of a score. Pure; independent of the documents' order.</summary>
public static class TopShare
{
    /// <summary>True for each selected document; never for one whose score is NaN.</summary>
    /// <param name="scores">A score a document, higher is better.</param>
    /// <param name="ids">As many as scores; distinct.</param>
    /// <param name="weights">What a document counts (tokens); empty: one each.</param>
    /// <param name="from">The share of weight above the band, from 0: 0 starts with the best.</param>
    /// <param name="to">The share of weight above the band's end, at most 1.</param>
    /// <param name="ties">Who stays of the documents that tie with the last one.</param>
    /// <param name="seed">Splits ties.</param>
    public static bool[] Select(
        ReadOnlySpan<double> scores, ReadOnlySpan<DocumentId> ids, ReadOnlySpan<double> weights, double from, double to, TieRule ties, ulong seed)
    {
        if (!(from >= 0 && from < to && to <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(from), $"A band goes from a share to a larger one, 0 to 1; it is [{from}, {to}].");
        }

        double[] edges = [.. new[] { 0, from, to, 1 }.Distinct()];
        PoolAssignment pools = QuantilePools.Assign(scores, ids, weights, edges, seed);
        int band = from > 0 ? 1 : 0;
        bool[] selected = Array.ConvertAll(pools.PoolIndex, pool => pool == band);
        if (ties == TieRule.Split || to == 1)
        {
            return selected;
        }

        double threshold = ties == TieRule.Include ? pools.ScoreEdges[band] : ThresholdOfDataComp(scores, to);
        if (double.IsNaN(threshold))
        {
            return selected;
        }

        for (int i = 0; i < selected.Length; i++)
        {
            bool isAboveBand = pools.PoolIndex[i] >= 0 && pools.PoolIndex[i] < band;
            selected[i] = scores[i] >= threshold && !isAboveBand;
        }

        return selected;
    }

    private static double ThresholdOfDataComp(ReadOnlySpan<double> scores, double share)
    {
        double[] sorted = [.. scores.ToArray().Where(score => !double.IsNaN(score)).OrderDescending()];
        int n = (int)(sorted.Length * share);
        return n < sorted.Length ? sorted[n] : double.NegativeInfinity;
    }
}
