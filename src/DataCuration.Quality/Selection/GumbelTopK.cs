// Sampling without replacement in proportion to exp(score / temperature), by adding Gumbel noise and taking the largest (Vieira 2014; Kool et
// al. 2019, arXiv 1903.06059). It draws what drawing one document after another in proportion to the remaining weights draws (Plackett-Luce).
// DSIR (Xie et al. 2023, arXiv 2302.03169) and QuRating (Wettig et al. 2024, arXiv 2402.09739) select so. What differs: the noise is a function
// of the document's id and the seed, so a key needs no other document and the draw is the same for any order. Cost: one hash and two logarithms.
using DataCuration.Documents;

namespace DataCuration.Quality.Selection;

/// <summary>Turns scores into keys whose largest are a random draw. Pure.</summary>
public static class GumbelTopK
{
    // Independent of the hashes that sample, split ties, fold and repeat.
    private const ulong Salt = 0x47756D62656C3031;

    /// <summary>The key of a document: the k documents with the largest keys are the draw.</summary>
    /// <param name="score">A log-weight; NaN stays NaN.</param>
    /// <param name="id">The document.</param>
    /// <param name="temperature">Above 0; near 0 the draw is the top k, large ones make it uniform.</param>
    /// <param name="seed">Another seed gives another draw.</param>
    public static double Key(double score, DocumentId id, double temperature, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);

        // In (0, 1): half a step above the hash's 53 bits, so that neither logarithm is infinite.
        double uniform = StableHash.UnitOf(id, seed ^ Salt) + (0.5 / (1UL << 53));
        return (score / temperature) - Math.Log(-Math.Log(uniform));
    }

    /// <summary>The keys of all documents.</summary>
    public static double[] Keys(ReadOnlySpan<double> scores, ReadOnlySpan<DocumentId> ids, double temperature, ulong seed)
    {
        if (scores.Length != ids.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {ids.Length} ids; there must be as many of both.", nameof(ids));
        }

        double[] keys = new double[scores.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = Key(scores[i], ids[i], temperature, seed);
        }

        return keys;
    }
}
