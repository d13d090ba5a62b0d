// SemDeDup (Abbas et al. 2023, arXiv 2303.09540): within a cluster of embeddings, documents are ordered by their distance to the centroid, and one goes when its
// cosine similarity to an earlier one is above 1 - epsilon. The authors' code compares with all earlier ones, whether they went or not (`chain`), so a chain
// of neighbours loses documents that resemble none that stays; `greedy` compares with those that stay. Ties go by document id. The authors' readme has the
// direction of epsilon the wrong way round: a larger one removes more.
// Cost: the sum of squared cluster sizes x dimensions / 2 multiply-adds.
using DataCuration.Documents.Recipes;

namespace DataCuration.Deduplication.Semantic;

/// <summary>For each row, whether it says what another says, and which. Immutable.</summary>
public sealed class SemanticDuplicates
{
    private const int HalvingSteps = 16;

    private readonly int[] _twins;
    private readonly float[] _similarities;

    private SemanticDuplicates(int[] twins, float[] similarities, double epsilon) => (_twins, _similarities, Epsilon) = (twins, similarities, epsilon);

    /// <summary>The epsilon that was used.</summary>
    public double Epsilon { get; }

    /// <summary>Rows that go.</summary>
    public int RemovedCount => _twins.Count(twin => twin >= 0);

    /// <summary>The row goes.</summary>
    public bool IsRemoved(int row) => _twins[row] >= 0;

    /// <summary>The earlier row that a row resembles most; -1 when it stays.</summary>
    public int TwinOf(int row) => _twins[row];

    /// <summary>The similarity to that row, or the largest one to what came earlier when it stays; 0 for the first of a cluster.</summary>
    public float SimilarityOf(int row) => _similarities[row];

    /// <summary>Finds them.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="options">What resembles what.</param>
    /// <param name="parallelism">Threads; changes no result.</param>
    /// <param name="cancellationToken">Checked between clusters.</param>
    public static SemanticDuplicates Find(VectorSet vectors, SphericalKMeans clusters, SemanticOptions options, int parallelism, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(options);
        return Find(vectors, Orders(vectors, clusters, options.Order), options, parallelism, cancellationToken);
    }

    /// <summary>Finds them among rows whose order in each cluster is given.</summary>
    internal static SemanticDuplicates Find(VectorSet vectors, int[][] orders, SemanticOptions options, int parallelism, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        return options.Keep is { } keep
            ? FindShare(vectors, orders, options.Mode, keep, parallel)
            : FindAt(vectors, orders, options.Mode, options.Epsilon, parallel);
    }

    private static int[][] Orders(VectorSet vectors, SphericalKMeans clusters, SemanticOrder order)
    {
        List<int>[] members = SphericalKMeans.MembersOf(Enumerable.Range(0, vectors.Count).Where(row => clusters.Clusters[row] >= 0), clusters.Clusters, clusters.Count);
        float sign = order == SemanticOrder.Far ? 1 : -1;
        return [.. members.Select(rows => rows.OrderBy(row => sign * clusters.Similarities[row]).ThenBy(vectors.IdAt).ToArray())];
    }

    // Halving, since nothing else is known of how the number that goes depends on epsilon; with `chain` it never falls when epsilon rises.
    private static SemanticDuplicates FindShare(VectorSet vectors, int[][] orders, SemanticMode mode, double keep, ParallelOptions parallel)
    {
        int all = orders.Sum(order => order.Length), wanted = all - (int)Math.Round(keep * all);
        double low = 0, high = 2;
        SemanticDuplicates best = FindAt(vectors, orders, mode, low, parallel);
        for (int step = 0; step < HalvingSteps && best.RemovedCount != wanted; step++)
        {
            double middle = (low + high) / 2;
            SemanticDuplicates found = FindAt(vectors, orders, mode, middle, parallel);
            (low, high) = found.RemovedCount < wanted ? (middle, high) : (low, middle);
            best = Math.Abs(found.RemovedCount - wanted) < Math.Abs(best.RemovedCount - wanted) ? found : best;
        }

        return best;
    }

    private static SemanticDuplicates FindAt(VectorSet vectors, int[][] orders, SemanticMode mode, double epsilon, ParallelOptions parallel)
    {
        int[] twins = new int[vectors.Count];
        float[] similarities = new float[vectors.Count];
        Array.Fill(twins, -1);
        Parallel.ForEach(orders, parallel, order =>
        {
            List<int> earlier = [];
            foreach (int row in order)
            {
                ReadOnlySpan<float> vector = vectors[row];
                int nearest = -1;

                // As in the authors' triangle of zeros: below 0 is 0.
                float largest = 0;
                foreach (int other in earlier)
                {
                    float similarity = VectorMath.Dot(vector, vectors[other]);
                    (nearest, largest) = similarity > largest ? (other, similarity) : (nearest, largest);
                }

                similarities[row] = largest;
                bool goes = nearest >= 0 && largest > 1 - epsilon;
                twins[row] = goes ? nearest : -1;
                if (!goes || mode == SemanticMode.Chain)
                {
                    earlier.Add(row);
                }
            }
        });
        return new SemanticDuplicates(twins, similarities, epsilon);
    }
}
