// Quantile pools with an exact, order-independent rule (used by DCLM, Nemotron-CC and the filtering laws of Goyal et al. 2024,
// arXiv 2404.07177, section 4): sort by score descending, ties by a seeded hash of the id, then by id; a document belongs to the pool
// whose edges enclose the share of weight that comes before it. Pools partition the data exactly, whatever the ties. No sketch: an
// approximate quantile would depend on how the documents are partitioned. Cost: one sort, 24 bytes a document.
using DataCuration.Documents;

namespace DataCuration.Quality.Selection;

/// <summary>Divides documents into pools of like score. Pure.</summary>
public static class QuantilePools
{
    /// <summary>The pool index of a document without a score.</summary>
    public const int Unscored = -1;

    /// <summary>Assigns every document to a pool; independent of the documents' order.</summary>
    /// <param name="scores">A score a document, higher is better; NaN is unscored.</param>
    /// <param name="ids">The documents, as many as scores; distinct.</param>
    /// <param name="weights">What a document counts (tokens); empty: every document counts one. Not negative, not NaN.</param>
    /// <param name="edges">Shares of the scored weight from 0 to 1, strictly rising; [0, 0.25, 1] makes two pools.</param>
    /// <param name="seed">Splits ties.</param>
    /// <exception cref="ArgumentException">Lengths differ, edges do not rise from 0 to 1, or a weight is negative or NaN.</exception>
    public static PoolAssignment Assign(
        ReadOnlySpan<double> scores, ReadOnlySpan<DocumentId> ids, ReadOnlySpan<double> weights, IReadOnlyList<double> edges, ulong seed)
    {
        Check(scores, ids, weights, edges);
        List<Ranked> ranked = new(scores.Length);
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsNaN(scores[i]))
            {
                ranked.Add(new Ranked(scores[i], StableHash.Of(ids[i], seed), ids[i], i));
            }
        }

        ranked.Sort();
        double total = 0;
        foreach (Ranked document in ranked)
        {
            total += weights.IsEmpty ? 1 : weights[document.Row];
        }

        int[] pools = new int[scores.Length];
        Array.Fill(pools, Unscored);
        double[] scoreEdges = new double[edges.Count - 1];
        Array.Fill(scoreEdges, double.NaN);
        double before = 0;
        int pool = 0;
        foreach (Ranked document in ranked)
        {
            // The quotient, not edge times total: 7 of 10 documents are then exactly the edge 0.7. Weights of zero at the very end have
            // all of the weight before them; they belong to the last pool. When all weights are zero the quotient is NaN: one pool.
            while (pool < scoreEdges.Length - 1 && before / total >= edges[pool + 1])
            {
                pool++;
            }

            pools[document.Row] = pool;
            scoreEdges[pool] = document.Score;
            before += weights.IsEmpty ? 1 : weights[document.Row];
        }

        return new PoolAssignment(pools, scoreEdges);
    }

    private static void Check(
        ReadOnlySpan<double> scores, ReadOnlySpan<DocumentId> ids, ReadOnlySpan<double> weights, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (ids.Length != scores.Length || (!weights.IsEmpty && weights.Length != scores.Length))
        {
            throw new ArgumentException($"There are {scores.Length} scores, {ids.Length} ids and {weights.Length} weights; all must be as many.", nameof(ids));
        }

        bool isRising = edges.Count >= 2 && edges[0] == 0 && edges[^1] == 1 && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second);
        if (!isRising)
        {
            throw new ArgumentException($"Edges must rise strictly from 0 to 1; they are [{string.Join(", ", edges)}].", nameof(edges));
        }

        foreach (double weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException($"A weight is {weight}; weights are finite and not negative.", nameof(weights));
            }
        }
    }

    private readonly record struct Ranked(double Score, ulong TieHash, DocumentId Id, int Row) : IComparable<Ranked>
    {
        public int CompareTo(Ranked other)
        {
            int order = other.Score.CompareTo(Score);
            order = order != 0 ? order : TieHash.CompareTo(other.TieHash);
            return order != 0 ? order : Id.CompareTo(other.Id);
        }
    }
}
