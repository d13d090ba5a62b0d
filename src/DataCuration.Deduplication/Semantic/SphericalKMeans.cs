// Spherical k-means (Dhillon and Modha 2001): points and centroids have length 1, the nearest centroid is the one with the largest product, and a centroid is
// the normalised sum of its points. SemDeDup and D4 use it through faiss. First centroids are the points with the smallest seeded hashes of their ids; a
// cluster that loses all points keeps its centroid. Every sum has a fixed order, so clusters are the same for any number of threads.
// Cost: rounds x points x clusters x dimensions multiply-adds.
using DataCuration.Documents;

namespace DataCuration.Deduplication.Semantic;

/// <summary>Clusters of vectors. Immutable.</summary>
public sealed class SphericalKMeans
{
    private const int RowsPerTask = 256;

    private SphericalKMeans(float[] centroids, int dimensions, int[] clusters, float[] similarities) =>
        (_centroids, _dimensions, Clusters, Similarities) = (centroids, dimensions, clusters, similarities);

    private readonly float[] _centroids;
    private readonly int _dimensions;

    /// <summary>The cluster of each row; -1 for rows that took no part.</summary>
    public IReadOnlyList<int> Clusters { get; }

    /// <summary>Each row's cosine similarity to its centroid.</summary>
    public IReadOnlyList<float> Similarities { get; }

    /// <summary>Number of clusters.</summary>
    public int Count => _centroids.Length / _dimensions;

    /// <summary>The centroid of a cluster.</summary>
    public ReadOnlySpan<float> CentroidAt(int cluster) => _centroids.AsSpan(cluster * _dimensions, _dimensions);

    /// <summary>The number of clusters for that many points when none is asked for: the square root.</summary>
    public static int DefaultCount(int points) => Math.Max(1, (int)Math.Round(Math.Sqrt(points)));

    /// <summary>Clusters the rows for which <paramref name="takesPart"/> holds.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="takesPart">Rows to cluster.</param>
    /// <param name="count">Clusters; as many as rows at most.</param>
    /// <param name="iterations">Rounds; fewer when no row changes its cluster.</param>
    /// <param name="seed">Chooses the first centroids.</param>
    /// <param name="parallelism">Threads; changes no result.</param>
    /// <param name="cancellationToken">Checked between rounds.</param>
    public static SphericalKMeans Cluster(
        VectorSet vectors, Func<int, bool> takesPart, int count, int iterations, ulong seed, int parallelism, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(takesPart);
        int[] rows = [.. Enumerable.Range(0, vectors.Count).Where(takesPart)];
        int[] clusters = new int[vectors.Count];
        float[] similarities = new float[vectors.Count];
        Array.Fill(clusters, -1);
        count = Math.Max(1, Math.Min(count, rows.Length));
        float[] centroids = Start(vectors, rows, count, seed);
        ParallelOptions options = new() { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        for (int round = 0; round <= iterations; round++)
        {
            bool hasMoved = Assign(vectors, rows, centroids, count, clusters, similarities, options);
            if (!hasMoved || round == iterations)
            {
                break;
            }

            Move(vectors, rows, centroids, count, clusters, options);
        }

        return new SphericalKMeans(centroids, vectors.Dimensions, clusters, similarities);
    }

    private static float[] Start(VectorSet vectors, int[] rows, int count, ulong seed)
    {
        float[] centroids = new float[count * vectors.Dimensions];
        int[] chosen = [.. rows.OrderBy(row => StableHash.Of(vectors.IdAt(row), seed)).ThenBy(row => vectors.IdAt(row)).Take(count)];
        for (int i = 0; i < chosen.Length; i++)
        {
            vectors[chosen[i]].CopyTo(centroids.AsSpan(i * vectors.Dimensions));
        }

        return centroids;
    }

    private static bool Assign(VectorSet vectors, int[] rows, float[] centroids, int count, int[] clusters, float[] similarities, ParallelOptions options)
    {
        int moved = 0, dimensions = vectors.Dimensions;
        Parallel.For(0, (rows.Length + RowsPerTask - 1) / RowsPerTask, options, task =>
        {
            int end = Math.Min(rows.Length, (task + 1) * RowsPerTask), changes = 0;
            for (int i = task * RowsPerTask; i < end; i++)
            {
                ReadOnlySpan<float> point = vectors[rows[i]];
                int best = 0;
                float largest = float.NegativeInfinity;
                int c = 0;
                for (; c + 4 <= count; c += 4)
                {
                    System.Runtime.Intrinsics.Vector128<float> four = VectorMath.DotFour(point, centroids.AsSpan(c * dimensions, 4 * dimensions));
                    for (int k = 0; k < 4; k++)
                    {
                        (best, largest) = four[k] > largest ? (c + k, four[k]) : (best, largest);
                    }
                }

                for (; c < count; c++)
                {
                    float similarity = VectorMath.Dot(point, centroids.AsSpan(c * dimensions, dimensions));
                    (best, largest) = similarity > largest ? (c, similarity) : (best, largest);
                }

                changes += clusters[rows[i]] == best ? 0 : 1;
                (clusters[rows[i]], similarities[rows[i]]) = (best, largest);
            }

            if (changes > 0)
            {
                Interlocked.Exchange(ref moved, 1);
            }
        });
        return moved == 1;
    }

    private static void Move(VectorSet vectors, int[] rows, float[] centroids, int count, int[] clusters, ParallelOptions options)
    {
        List<int>[] members = MembersOf(rows, clusters, count);
        Parallel.For(0, count, options, cluster =>
        {
            double[] sums = new double[vectors.Dimensions];
            foreach (int row in members[cluster])
            {
                ReadOnlySpan<float> vector = vectors[row];
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += vector[i];
                }
            }

            double square = 0;
            foreach (double sum in sums)
            {
                square += sum * sum;
            }

            if (square > 0)
            {
                double scale = 1 / Math.Sqrt(square);
                for (int i = 0; i < sums.Length; i++)
                {
                    centroids[(cluster * sums.Length) + i] = (float)(sums[i] * scale);
                }
            }
        });
    }

    internal static List<int>[] MembersOf(IEnumerable<int> rows, IReadOnlyList<int> clusters, int count)
    {
        List<int>[] members = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        foreach (int row in rows)
        {
            members[clusters[row]].Add(row);
        }

        return members;
    }
}
