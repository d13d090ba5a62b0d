using DataCuration.Deduplication.Clusters;
using DataCuration.Deduplication.Exact;
using DataCuration.Deduplication.MinHash;
using DataCuration.Documents;
using DataCuration.Documents.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class DuplicateClustererTests
{
    private static readonly MinHashOptions Defaults = new();

    [Fact]
    public void Cluster_of_planted_near_duplicates_finds_them_and_nothing_else()
    {
        // 300 documents: 100 originals, 100 lightly edited copies (5-gram Jaccard above 0.85), 100 unrelated.
        SyntheticTexts texts = new(11);
        List<string[]> documents = [];
        for (int i = 0; i < 100; i++)
        {
            string[] original = texts.Words(400);
            documents.AddRange([original, texts.Edited(original, 0.01), texts.Words(400)]);
        }

        DuplicateClusters clusters = Cluster(documents, Defaults);

        int planted = 0, found = 0, wrong = 0;
        for (int i = 0; i < documents.Count; i += 3)
        {
            if (SyntheticTexts.Jaccard(documents[i], documents[i + 1]) >= 0.85)
            {
                planted++;
                found += clusters.ClusterIdAt(i) == clusters.ClusterIdAt(i + 1) ? 1 : 0;
            }

            wrong += clusters.ClusterSizeAt(i) > 2 ? 1 : 0;
            wrong += clusters.ClusterSizeAt(i + 2) > 1 ? 1 : 0;
        }

        planted.Should().BeGreaterThan(80);
        ((double)found / planted).Should().BeGreaterThan(0.97);
        wrong.Should().Be(0);
    }

    [Fact]
    public void Cluster_names_the_smallest_id_the_size_and_the_nearest_neighbour()
    {
        string[] text = new SyntheticTexts(12).Words(300);
        string[] near = [.. text[..298], "another", "end"];
        SignatureStore store = new(112);
        Add(store, 30, text);
        Add(store, 10, near);
        Add(store, 20, text);
        Add(store, 40, new SyntheticTexts(13).Words(300));

        DuplicateClusters clusters = new DuplicateClusterer(Defaults, 1).Cluster(store, TestContext.Current.CancellationToken);

        clusters.ClusterIdAt(0).Value.Should().Be((UInt128)10);
        clusters.ClusterSizeAt(2).Should().Be(3);
        clusters.NearestAt(0).Should().Be(new DuplicateEdge(2, 1, DuplicateKind.Exact));
        clusters.NearestAt(1).Should().Be(new DuplicateEdge(2, store.Similarity(1, 2)!.Value, DuplicateKind.MinHash));
        clusters.NearestAt(3).Should().BeNull();
        clusters.ClusterIdAt(3).Value.Should().Be((UInt128)40);
        clusters.ClusterCount.Should().Be(2);
        clusters.Groups().Should().ContainSingle().Which.ToArray().Should().Equal(1, 2, 0);
    }

    [Fact]
    public void Cluster_is_the_same_for_every_input_order_and_thread_count()
    {
        // M5.
        SyntheticTexts texts = new(14);
        List<string[]> documents = [];
        for (int i = 0; i < 60; i++)
        {
            string[] original = texts.Words(120);
            documents.AddRange([original, original, texts.Edited(original, 0.02), texts.Edited(original, 0.04), texts.Edited(original, 0.05)]);
        }

        string[] expected = Describe(documents, [.. Enumerable.Range(0, documents.Count)], 1);

        for (int threads = 1; threads <= 8; threads++)
        {
            Describe(documents, texts.Permutation(documents.Count), threads).Should().Equal(expected);
        }
    }

    [Fact]
    public void Cluster_without_verification_joins_a_chain_whose_ends_share_nothing()
    {
        // M6: windows of 90 words over one text, 10 words further each: neighbours have 76 of 96 shingles in common, J = 0.79, which
        // 50 buckets of 4 cannot miss (14 of 8 miss 9 %); windows 9 or more apart have none.
        string[] text = new SyntheticTexts(15).Words(10_200);
        List<string[]> documents = [.. Enumerable.Range(0, 1000).Select(i => text[(i * 10)..((i * 10) + 90)])];

        DuplicateClusters joined = Cluster(documents, Defaults with { Bands = 50, Rows = 4, Verify = EdgeVerification.None });

        joined.ClusterCount.Should().Be(1);
    }

    [Fact]
    public void Cluster_of_texts_with_common_characters_but_no_common_shingles_keeps_all()
    {
        // M7: 10,000 texts of 300 words out of 2,000.
        SyntheticTexts texts = new(16);

        DuplicateClusters clusters = Cluster(Enumerable.Range(0, 10_000).Select(_ => texts.Words(300, 2000)), Defaults);

        clusters.ClusterCount.Should().Be(10_000);
    }

    [Fact]
    public void Cluster_of_short_texts_joins_exact_copies_only()
    {
        DuplicateClusters clusters = Cluster([["a", "b"], ["a", "b"], ["a", "c"]], Defaults);

        clusters.ClusterSizeAt(0).Should().Be(2);
        clusters.ClusterSizeAt(2).Should().Be(1);
    }

    [Fact]
    public void Cluster_without_exact_hashes_joins_equal_signatures()
    {
        string[] text = new SyntheticTexts(17).Words(50);
        SignatureStore store = new(112);
        Add(store, 1, text, hasExactHash: false);
        Add(store, 2, text, hasExactHash: false);

        DuplicateClusters clusters = new DuplicateClusterer(Defaults, 1).Cluster(store, TestContext.Current.CancellationToken);

        clusters.NearestAt(0).Should().Be(new DuplicateEdge(1, 1, DuplicateKind.MinHash));
    }

    [Fact]
    public void Cluster_of_hashes_that_agree_in_the_high_half_only_keeps_them_apart()
    {
        SignatureStore store = new(0);
        UInt128 high = (UInt128)7 << 64;
        UInt128[] hashes = [high + 2, high + 1, high + 2, high + 3, high + 1];
        for (int i = 0; i < hashes.Length; i++)
        {
            store.Add(new DocumentId((UInt128)(100 - i)), hashes[i], [], 1);
        }

        DuplicateClusters clusters = new DuplicateClusterer(null, 1).Cluster(store, TestContext.Current.CancellationToken);

        clusters.Groups().Select(group => group.ToArray()).Should().BeEquivalentTo(
            new int[][] { [4, 1], [2, 0] }, options => options.WithStrictOrdering());
        clusters.ClusterCount.Should().Be(3);
    }

    [Fact]
    public void Cluster_of_a_store_with_a_repeated_id_names_it()
    {
        SignatureStore store = new(0);
        store.Add(new DocumentId(5), null, [], 1);
        store.Add(new DocumentId(5), null, [], 1);

        Action cluster = () => new DuplicateClusterer(null, 1).Cluster(store, CancellationToken.None);

        cluster.Should().Throw<ArgumentException>().WithMessage("*00000000000000000000000000000005 occurs twice*");
    }

    [Fact]
    public void Cluster_of_an_empty_store_is_empty() =>
        new DuplicateClusterer(Defaults, 2).Cluster(new SignatureStore(112), TestContext.Current.CancellationToken).ClusterCount.Should().Be(0);

    [Fact]
    public void Cluster_when_cancelled_stops()
    {
        Action cluster = () => new DuplicateClusterer(Defaults, 2).Cluster(new SignatureStore(112), new CancellationToken(canceled: true));

        cluster.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Cluster_with_signatures_of_another_length_is_rejected()
    {
        Action cluster = () => new DuplicateClusterer(Defaults, 1).Cluster(new SignatureStore(100), CancellationToken.None);
        Action add = () => new SignatureStore(112).Add(default, null, new uint[100], 1);

        cluster.Should().Throw<ArgumentException>().WithMessage("*100 values*112*");
        add.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void EstimateBytes_is_565_a_document_with_the_defaults_and_two_threads() =>
        DuplicateClusterer.EstimateBytes(1_000_000, Defaults, 2).Should().Be(565_000_000);

    private static string[] Describe(List<string[]> documents, int[] order, int threads)
    {
        SignatureStore store = new(112);
        foreach (int document in order)
        {
            Add(store, document, documents[document]);
        }

        DuplicateClusters clusters = new DuplicateClusterer(Defaults, threads).Cluster(store, TestContext.Current.CancellationToken);
        IEnumerable<string> rows = Enumerable.Range(0, store.Count)
            .OrderBy(row => store.IdAt(row))
            .Select(row => $"{store.IdAt(row)} {clusters.ClusterIdAt(row)} {clusters.ClusterSizeAt(row)} "
                + (clusters.NearestAt(row) is { } edge ? $"{store.IdAt(edge.Row)} {edge.Similarity:R} {edge.Kind}" : "alone"));
        IEnumerable<string> groups = clusters.Groups().Select(group => string.Join(' ', group.ToArray().Select(row => store.IdAt(row))));
        return [.. rows, .. groups, $"{clusters.ComparedPairs} {clusters.AcceptedPairs} {clusters.ClusterCount}"];
    }

    private static DuplicateClusters Cluster(IEnumerable<string[]> documents, MinHashOptions options)
    {
        MinHasher hasher = new(options);
        SignatureStore store = new(hasher.SignatureLength);
        foreach (string[] words in documents)
        {
            Add(store, store.Count, words, hasher);
        }

        return new DuplicateClusterer(options, 2).Cluster(store, TestContext.Current.CancellationToken);
    }

    private static void Add(SignatureStore store, int id, string[] words, MinHasher? hasher = null, bool hasExactHash = true)
    {
        byte[] text = SyntheticTexts.Text(words);
        uint[] signature = new uint[store.SignatureLength];
        bool hasSignature = (hasher ?? new MinHasher(Defaults)).TryComputeSignature(text, signature);
        UInt128? hash = hasExactHash ? ExactHash.Compute(text, TextNormalisation.WhiteSpace) : null;
        store.Add(new DocumentId((UInt128)id), hash, hasSignature ? signature : [], text.Length);
    }
}
