using System.Text;
using DataCuration.Deduplication.Semantic;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class SemanticDuplicatesTests
{
    /// <summary>S1: 0, 20 and 40 degrees, in that order; cos 20 = .939693, cos 40 = .766044.</summary>
    [Theory]
    [InlineData(SemanticMode.Chain, .07, new[] { -1, 0, 1 })]
    [InlineData(SemanticMode.Greedy, .07, new[] { -1, 0, -1 })]
    [InlineData(SemanticMode.Chain, .05, new[] { -1, -1, -1 })]
    [InlineData(SemanticMode.Greedy, .05, new[] { -1, -1, -1 })]
    public void Chain_takes_what_resembles_one_that_went_and_greedy_does_not(SemanticMode mode, double epsilon, int[] twins)
    {
        VectorSet vectors = Angles(0, 20, 40);

        SemanticDuplicates found = SemanticDuplicates.Find(vectors, [[0, 1, 2]], new SemanticOptions { Mode = mode, Epsilon = epsilon }, 1, CancellationToken.None);

        Enumerable.Range(0, 3).Select(found.TwinOf).Should().Equal(twins);
        found.SimilarityOf(1).Should().BeApproximately(0.939693f, 1e-6f);
    }

    [Fact]
    public void Larger_epsilon_never_keeps_more_with_chain()
    {
        VectorSet vectors = Topics(600, 12, 0.5, 3);
        SphericalKMeans clusters = SphericalKMeans.Cluster(vectors, _ => true, 12, 20, 1, 2, CancellationToken.None);
        int before = 0;
        for (double epsilon = 0; epsilon <= 1; epsilon += 0.05)
        {
            int removed = SemanticDuplicates.Find(vectors, clusters, new SemanticOptions { Mode = SemanticMode.Chain, Epsilon = epsilon }, 2, CancellationToken.None).RemovedCount;
            removed.Should().BeGreaterThanOrEqualTo(before);
            before = removed;
        }

        before.Should().BeGreaterThan(500);
    }

    [Fact]
    public void Whatever_greedy_takes_resembles_one_that_stays()
    {
        VectorSet vectors = Topics(600, 12, 0.5, 5);
        SphericalKMeans clusters = SphericalKMeans.Cluster(vectors, _ => true, 12, 20, 1, 2, CancellationToken.None);

        SemanticDuplicates found = SemanticDuplicates.Find(vectors, clusters, new SemanticOptions { Epsilon = 0.15 }, 2, CancellationToken.None);

        found.RemovedCount.Should().BeInRange(50, 550);
        foreach (int row in Enumerable.Range(0, 600).Where(found.IsRemoved))
        {
            found.IsRemoved(found.TwinOf(row)).Should().BeFalse();
            vectors.Similarity(row, found.TwinOf(row)).Should().BeGreaterThan(0.85f);
            clusters.Clusters[row].Should().Be(clusters.Clusters[found.TwinOf(row)]);
        }
    }

    [Fact]
    public void Prototypes_are_the_normalised_means()
    {
        VectorSet vectors = Angles(0, 10, 20, 90, 95, 130);

        SphericalKMeans clusters = SphericalKMeans.Cluster(vectors, _ => true, 2, 20, 1, 1, CancellationToken.None);

        clusters.Clusters.Take(3).Distinct().Should().ContainSingle();
        clusters.Clusters.Skip(3).Distinct().Should().ContainSingle().Which.Should().NotBe(clusters.Clusters[0]);
        clusters.CentroidAt(clusters.Clusters[0])[1].Should().BeApproximately(MathF.Sin(10 * MathF.PI / 180), 1e-5f);
        Enumerable.Range(3, 3).MinBy(row => clusters.Similarities[row]).Should().Be(5, "130 degrees lies farthest from the mean of its cluster");
    }

    [Fact]
    public void Threads_change_nothing()
    {
        VectorSet vectors = Topics(3000, 20, 0.7, 7);
        SphericalKMeans one = SphericalKMeans.Cluster(vectors, _ => true, 55, 20, 1, 1, CancellationToken.None);
        SphericalKMeans four = SphericalKMeans.Cluster(vectors, _ => true, 55, 20, 1, 4, CancellationToken.None);

        four.Clusters.Should().Equal(one.Clusters);
        four.Similarities.Should().Equal(one.Similarities);
    }

    /// <summary>D4: duplicates to 0.75, clusters anew, then the far third: 0.25.</summary>
    [Fact]
    public void Both_steps_together_keep_the_product_of_their_shares()
    {
        const int Count = 4000;
        VectorSet vectors = Topics(Count, 30, 0.6, 11);
        SphericalKMeans first = SphericalKMeans.Cluster(vectors, _ => true, 63, 20, 1, 2, CancellationToken.None);

        SemanticDuplicates duplicates = SemanticDuplicates.Find(vectors, first, new SemanticOptions { Keep = 0.75 }, 2, CancellationToken.None);
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => !duplicates.IsRemoved(row))];
        SphericalKMeans second = SphericalKMeans.Cluster(vectors, row => !duplicates.IsRemoved(row), 55, 20, 1, 2, CancellationToken.None);
        bool[] stays = PrototypeSelection.Select(
            [.. rows.Select(row => 1.0 - second.Similarities[row])], [.. rows.Select(vectors.IdAt)], [.. rows.Select(row => second.Clusters[row])], new PrototypeOptions { Keep = 1 / 3.0 }, 1);

        (rows.Length / (double)Count).Should().BeApproximately(0.75, 0.005);
        (stays.Count(kept => kept) / (double)Count).Should().BeApproximately(0.25, 0.005);
    }

    [Theory]
    [InlineData(PrototypeDirection.Near, 0, new[] { 0, 1, 2 })]
    [InlineData(PrototypeDirection.Far, 0, new[] { 3, 4, 5 })]
    [InlineData(PrototypeDirection.Middle, 0, new[] { 1, 2, 3 })]
    [InlineData(PrototypeDirection.Far, 1, new[] { 0, 3, 4, 5 })]
    public void Selection_keeps_a_share_by_distance_and_a_least_share_of_each_group(PrototypeDirection direction, double floor, int[] expected)
    {
        double[] distances = [.1, .2, .3, .4, .5, .6];
        DocumentId[] ids = [.. Enumerable.Range(0, 6).Select(row => DocumentId.Create("test", "file", row))];

        bool[] stays = PrototypeSelection.Select(distances, ids, [0, 1, 1, 1, 1, 1], new PrototypeOptions { Keep = .5, Direction = direction, Floor = floor }, 1);

        Enumerable.Range(0, 6).Where(row => stays[row]).Should().Equal(expected);
    }

    [Fact]
    public void Embedding_is_near_for_like_texts_and_far_for_others()
    {
        string[] texts =
        [
            "The town council voted on Tuesday to rebuild the old bridge over the river.",
            "On Tuesday the council of the town voted to rebuild the old bridge across the river.",
            "Preheat the oven and mix flour, butter and sugar until the dough is smooth.",
            "我们昨天在公园里看见了三只白色的小猫",
            "昨天我们在公园看见三只白色小猫",
        ];
        FeatureFrequencies frequencies = new();
        Array.ForEach(texts, text => frequencies.Add(Encoding.UTF8.GetBytes(text)));
        TextEmbedder embedder = new(frequencies, 256);
        VectorSet vectors = new(256);
        for (int row = 0; row < texts.Length; row++)
        {
            embedder.Embed(Encoding.UTF8.GetBytes(texts[row]), vectors.Add(DocumentId.Create("test", "file", row)));
        }

        vectors.Similarity(0, 1).Should().BeGreaterThan(0.7f);
        vectors.Similarity(3, 4).Should().BeGreaterThan(0.5f);
        vectors.Similarity(0, 2).Should().BeLessThan(0.35f);
        vectors.Similarity(0, 3).Should().BeLessThan(0.25f);
        vectors.Similarity(2, 2).Should().BeApproximately(1, 1e-5f);
    }

    [Fact]
    public void Frequencies_are_read_as_they_were_written()
    {
        FeatureFrequencies frequencies = new();
        frequencies.Add("one two three"u8);
        frequencies.Add("one more"u8);
        using MemoryStream stream = new();
        frequencies.Write(stream);
        float[] before = new float[64], after = new float[64];

        new TextEmbedder(frequencies, 64).Embed("one three"u8, before);
        new TextEmbedder(FeatureFrequencies.Read(stream.ToArray()), 64).Embed("one three"u8, after);

        after.Should().Equal(before);
        before.Should().NotEqual(new float[64]);
    }

    private static VectorSet Angles(params double[] degrees)
    {
        VectorSet vectors = new(16);
        for (int row = 0; row < degrees.Length; row++)
        {
            Span<float> vector = vectors.Add(DocumentId.Create("angles", "file", row));
            vector[0] = (float)Math.Cos(degrees[row] * Math.PI / 180);
            vector[1] = (float)Math.Sin(degrees[row] * Math.PI / 180);
        }

        return vectors;
    }

    private static VectorSet Topics(int count, int topics, double noise, int seed)
    {
        Random random = new(seed);
        double[][] centres = [.. Enumerable.Range(0, topics).Select(_ => Direction(random))];
        VectorSet vectors = new(32);
        for (int row = 0; row < count; row++)
        {
            double[] centre = centres[random.Next(topics)], away = Direction(random);
            double[] sum = [.. centre.Select((x, i) => x + (noise * away[i]))];
            double norm = Math.Sqrt(sum.Sum(x => x * x));
            Span<float> vector = vectors.Add(DocumentId.Create("topics", "file", row));
            for (int i = 0; i < 32; i++)
            {
                vector[i] = (float)(sum[i] / norm);
            }
        }

        return vectors;
    }

    private static double[] Direction(Random random)
    {
        double[] x = [.. Enumerable.Range(0, 32).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        double norm = Math.Sqrt(x.Sum(value => value * value));
        return [.. x.Select(value => value / norm)];
    }
}
