// Where pools of a score end, for samples that come in falling order of score. The three rules for ties are those of Quality/Selection (QuantilePools, TopShare):
// "split" is exact, "include" lets a pool end after all that tie with its last sample, "dataComp" is the rule of baselines/apply_filter.py (arXiv 2304.14108):
// the threshold is the n-th score from the top, counted from 0, with n = int(N * share), so that a pool gets at least one sample more. Consecutive pools stay
// disjoint under each rule: what one takes, the next does not have. The whole (share 1) has no threshold; DataComp's program ends with an index error there.
// Cost: one comparison a sample.
using DataCuration.Documents.Recipes;

namespace DataCuration.Pipelines.ImageText;

/// <summary>Says in which pool each next sample is. Single-threaded.</summary>
internal sealed class PoolBorders
{
    private readonly Func<int, bool> _isReached;
    private readonly int _last;
    private int _pool = -1;
    private long _index;
    private double _score = double.NaN;
    private double _previous = double.NaN;

    private PoolBorders(int last, Func<PoolBorders, int, bool> isReached)
    {
        _last = last;
        _isReached = border => isReached(this, border);
    }

    /// <summary>Pools between shares of the samples.</summary>
    /// <param name="edges">Rising, from 0 to 1.</param>
    /// <param name="count">All samples that will come.</param>
    /// <param name="ties">Where a pool ends among equal scores.</param>
    public static PoolBorders Quantiles(IReadOnlyList<double> edges, long count, TieRule ties) => new(edges.Count - 1, (state, border) =>
    {
        double edge = edges[border];
        if (edge == 0 || ties == TieRule.Split) return (double)state._index / count >= edge;
        bool isAfterTies = state._score != state._previous;
        return ties == TieRule.Include ? isAfterTies && (double)state._index / count >= edge
            : edge < 1 && isAfterTies && state._index > (long)(count * edge);
    });

    /// <summary>Pools between scores: a pool has its threshold and all above it up to the one before.</summary>
    /// <param name="thresholds">Falling.</param>
    public static PoolBorders Thresholds(IReadOnlyList<double> thresholds) =>
        new(thresholds.Count, (state, border) => border == 0 || state._score < thresholds[border - 1]);

    /// <summary>The pool of the next sample, from 0; -1 before the first, and the number of pools after the last.</summary>
    public int Next(double score)
    {
        _score = score;
        while (_pool < _last && _isReached(_pool + 1)) _pool++;
        _previous = score;
        _index++;
        return _pool;
    }
}
