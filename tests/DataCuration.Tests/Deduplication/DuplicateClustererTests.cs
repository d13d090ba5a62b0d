using System.Globalization;
using DataCuration.Deduplication;
using DataCuration.Deduplication.Clusters;
using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Deduplication;

public sealed class DuplicateClustererTests
{
    private static readonly MinHashOptions Defaults = ClusteredTexts.Defaults;
    private static readonly ExactOptions Exact = new();

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

        ClusteredTexts found = ClusteredTexts.Of(documents, Defaults);

        int planted = 0, hits = 0, wrong = 0;
        for (int i = 0; i < documents.Count; i += 3)
        {
            if (SyntheticTexts.Jaccard(documents[i], documents[i + 1]) >= 0.85)
            {
                planted++;
                hits += found.ClusterOf(i) == found.ClusterOf(i + 1) ? 1 : 0;
            }

            wrong += found.Clusters.ClusterSizeAt(i) > 2 ? 1 : 0;
            wrong += found.Clusters.ClusterSizeAt(i + 2) > 1 ? 1 : 0;
        }

        planted.Should().BeGreaterThan(80);
        ((double)hits / planted).Should().BeGreaterThan(0.97);
        wrong.Should().Be(0);
    }

    [Fact]
    public void Cluster_names_the_smallest_id_the_size_and_the_nearest_neighbour()
    {
        string[] text = new SyntheticTexts(12).Words(300);
        string[] near = [.. text[..298], "another", "end"];

        DuplicateClusters clusters = ClusteredTexts.Of([text, near, text, new SyntheticTexts(13).Words(300)], Defaults, Exact, [30, 10, 20, 40]).Clusters;

        clusters.ClusterIdAt(0)!.Value.Value.Should().Be((UInt128)10);
        clusters.ClusterSizeAt(2).Should().Be(3);
        clusters.NearestAt(0).Should().Be(new DuplicateEdge(2, 1, DuplicateKind.Exact));
        clusters.NearestAt(1)!.Value.Should().Match<DuplicateEdge>(edge => edge.Row == 2 && edge.Kind == DuplicateKind.MinHash && edge.Similarity > 0.9 && edge.Similarity < 1);
        clusters.NearestAt(3).Should().BeNull();
        clusters.ClusterIdAt(3).Should().BeNull();
        clusters.ClusterCount.Should().Be(2);
        clusters.Groups().Should().ContainSingle().Which.ToArray().Should().Equal(1, 2, 0);
    }

    [Theory]
    [InlineData(EdgeVerification.None)]
    [InlineData(EdgeVerification.Signature)]
    [InlineData(EdgeVerification.Shingle)]
    [InlineData(EdgeVerification.Containment)]
    public void Cluster_is_the_same_for_every_input_order_and_memory_limit(EdgeVerification verification)
    {
        // M5. 200 kB of memory spill every sorter and verify in many blocks.
        SyntheticTexts texts = new(14);
        List<string[]> documents = [];
        for (int i = 0; i < 400; i++)
        {
            string[] original = texts.Words(120);
            documents.AddRange([original, original, texts.Edited(original, 0.02), texts.Edited(original, 0.04), original[..110]]);
        }

        MinHashOptions options = Defaults with { Verify = verification };
        int[] identity = [.. Enumerable.Range(0, documents.Count)];
        ClusteredTexts plenty = ClusteredTexts.Of(documents, options, Exact, identity);
        string[] expected = plenty.Describe();

        plenty.Clusters.ClusterCount.Should().BeInRange(400, 1200);
        foreach (long memory in new[] { ClusteredTexts.Plenty, 200_000 })
        {
            int[] order = texts.Permutation(documents.Count);
            ClusteredTexts again = ClusteredTexts.Of(order.Select(i => documents[i]), options, Exact, order, memory);

            again.Describe().Should().Equal(expected);
        }
    }

    [Fact]
    public void Cluster_within_little_memory_spills()
    {
        SyntheticTexts texts = new(18);
        string[][] documents = [.. Enumerable.Range(0, 2000).Select(_ => texts.Words(50))];

        // 28,000 band keys of 20 bytes do not fit into a quarter of 200 kB.
        ClusteredTexts.Of(documents, Defaults, Exact, memoryBytes: 200_000).SpilledBytes
            .Should().BeGreaterThan(ClusteredTexts.Of(documents, Defaults, Exact).SpilledBytes + 400_000);
    }

    [Fact]
    public void Cluster_of_a_chain_without_verification_is_one_with_containment_it_keeps_what_is_new()
    {
        // M6: windows of 90 words over one text, 10 words further each: neighbours have 76 of 96 shingles in common, J = 0.79, which
        // 50 buckets of 4 cannot miss (14 of 8 miss 9 %); windows 9 or more apart have none.
        string[] text = new SyntheticTexts(15).Words(10_200);
        List<string[]> documents = [.. Enumerable.Range(0, 1000).Select(i => text[(i * 10)..((i * 10) + 90)])];
        MinHashOptions wide = Defaults with { Bands = 50, Rows = 4 };

        ClusteredTexts.Of(documents, wide with { Verify = EdgeVerification.None }).Clusters.ClusterCount.Should().Be(1);
        ClusteredTexts.Of(documents, wide with { Verify = EdgeVerification.Containment }).Clusters.ClusterCount.Should().Be(1000);
    }

    [Fact]
    public void Cluster_of_texts_with_common_characters_but_no_common_shingles_keeps_all()
    {
        // M7: 10,000 texts of 300 words out of 2,000.
        SyntheticTexts texts = new(16);

        ClusteredTexts.Of(Enumerable.Range(0, 10_000).Select(_ => texts.Words(300, 2000)), Defaults).Clusters.ClusterCount.Should().Be(10_000);
    }

    [Fact]
    public void Cluster_of_a_template_with_one_different_field_merges_by_signature_and_keeps_by_containment()
    {
        // M7b: 10,000 copies of 200 words with one number in the middle: word 5-gram Jaccard 191 / 201 = 0.95.
        string[] template = new SyntheticTexts(19).Words(199);
        string[][] documents =
        [
            .. Enumerable.Range(0, 10_000).Select(i => (string[])[.. template[..100], i.ToString(CultureInfo.InvariantCulture), .. template[100..]]),
        ];

        ClusteredTexts.Of(documents, Defaults).Clusters.ClusterCount.Should().BeLessThan(100);
        ClusteredTexts.Of(documents, Defaults with { Verify = EdgeVerification.Containment }).Clusters.ClusterCount.Should().BeGreaterThan(9900);
    }

    [Fact]
    public void Verification_by_shingles_decides_by_the_exact_similarity()
    {
        // Windows of 100 words: shifted by d words they share 96 - d of 96 + d shingles.
        string[] text = new SyntheticTexts(20).Words(400);
        string[][] documents = [text[..100], text[11..111], text[200..300], text[213..313]];
        MinHashOptions options = Defaults with { Bands = 100, Rows = 2, Verify = EdgeVerification.Shingle, Threshold = 0.79 };

        DuplicateClusters clusters = ClusteredTexts.Of(documents, options).Clusters;

        SyntheticTexts.Jaccard(documents[0], documents[1]).Should().BeApproximately(85.0 / 107, 1e-12);
        clusters.NearestAt(0)!.Value.Similarity.Should().BeApproximately(85.0 / 107, 1e-6);
        clusters.NearestAt(2).Should().BeNull("83 of 109 is below 0.79");
    }

    [Fact]
    public void Character_shingles_see_what_word_shingles_do_not()
    {
        // One word: no word 5-gram, but hundreds of characters.
        string word = string.Concat(new SyntheticTexts(23).Words(60));
        MinHashOptions characters = Defaults with { ShingleCharacters = 13 };

        ClusteredTexts.Of([[word], [word + "x"]], Defaults).Clusters.ClusterCount.Should().Be(2);
        ClusteredTexts.Of([[word], [word + "x"]], characters).Clusters.ClusterCount.Should().Be(1);
        ClusteredTexts.Of([[word], [word + "x"]], characters with { Verify = EdgeVerification.Shingle }).Clusters.ClusterCount.Should().Be(1);
    }

    [Fact]
    public void Documents_of_different_scopes_are_not_duplicates()
    {
        string[] text = new SyntheticTexts(24).Words(50);
        string[][] documents = [text, text, text, text];

        DuplicateClusters clusters = ClusteredTexts.Of(documents, Defaults, Exact, scopeOf: row => row < 2 ? "2024-10" : "2024-18").Clusters;

        clusters.Groups().Select(group => group.ToArray()).Should().BeEquivalentTo(new int[][] { [0, 1], [2, 3] }, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Cluster_of_short_texts_joins_exact_copies_only()
    {
        DuplicateClusters clusters = ClusteredTexts.Of([["a", "b"], ["a", "b"], ["a", "c"]], Defaults, Exact).Clusters;

        clusters.ClusterSizeAt(0).Should().Be(2);
        clusters.ClusterSizeAt(2).Should().Be(1);
    }

    [Fact]
    public void Cluster_without_exact_hashes_joins_equal_signatures()
    {
        string[] text = new SyntheticTexts(17).Words(50);

        ClusteredTexts.Of([text, text], Defaults).Clusters.NearestAt(0).Should().Be(new DuplicateEdge(1, 1, DuplicateKind.MinHash));
    }

    [Fact]
    public void Cluster_of_hashes_that_agree_in_the_high_half_only_keeps_them_apart()
    {
        using TemporaryFolder folder = new();
        using SketchStore store = new(Path.Combine(folder.Path, "sorting"), ClusteredTexts.Plenty);
        UInt128 high = (UInt128)7 << 64;
        UInt128[] hashes = [high + 2, high + 1, high + 2, high + 3, high + 1];
        for (int i = 0; i < hashes.Length; i++)
        {
            store.Add(new DocumentId((UInt128)(100 - i)), new DocumentSketch(hashes[i], default, default));
        }

        DuplicateClusters clusters = new DuplicateClusterer(null).Cluster(store, TestContext.Current.CancellationToken);

        clusters.Groups().Select(group => group.ToArray()).Should().BeEquivalentTo(
            new int[][] { [4, 1], [2, 0] }, options => options.WithStrictOrdering());
        clusters.ClusterCount.Should().Be(3);
    }

    [Fact]
    public void Cluster_of_a_store_with_a_repeated_id_names_it()
    {
        using TemporaryFolder folder = new();
        using SketchStore store = new(Path.Combine(folder.Path, "sorting"), ClusteredTexts.Plenty);
        store.Add(new DocumentId(5), new DocumentSketch(null, default, default));
        store.Add(new DocumentId(5), new DocumentSketch(null, default, default));

        Action cluster = () => new DuplicateClusterer(null).Cluster(store, CancellationToken.None);

        cluster.Should().Throw<ArgumentException>().WithMessage("*00000000000000000000000000000005 occurs twice*");
    }

    [Fact]
    public void Cluster_of_an_empty_store_is_empty() => ClusteredTexts.Of([], Defaults, Exact).Clusters.ClusterCount.Should().Be(0);

    [Fact]
    public void Cluster_when_cancelled_stops()
    {
        using TemporaryFolder folder = new();
        using SketchStore store = new(Path.Combine(folder.Path, "sorting"), ClusteredTexts.Plenty);

        Action cluster = () => new DuplicateClusterer(Defaults).Cluster(store, new CancellationToken(canceled: true));

        cluster.Should().Throw<OperationCanceledException>();
    }

    [Theory]
    [InlineData("features.bin", -1)]
    [InlineData("bands-0000.run", -1)]
    [InlineData("bands-0000.run", -40)]
    public void A_file_cut_off_before_clustering_is_DC1072_with_its_name_and_stage(string file, int bytes)
    {
        // M8.
        SyntheticTexts texts = new(25);
        DocumentSketcher sketcher = new(Exact, Defaults);
        using TemporaryFolder folder = new();
        string sorting = Path.Combine(folder.Path, "sorting");
        using SketchStore store = new(sorting, 200_000);
        for (int i = 0; i < 2000; i++)
        {
            // Pairs of copies that differ at the end, so that the features are read.
            string[] text = new SyntheticTexts(1000 + (i / 2)).Words(60);
            store.Add(new DocumentId((UInt128)i), sketcher.Sketch(SyntheticTexts.Text([.. text, i.ToString(CultureInfo.InvariantCulture)]), 0));
        }

        store.Complete();
        Truncate(Path.Combine(sorting, file), bytes);
        Action cluster = () => new DuplicateClusterer(Defaults).Cluster(store, TestContext.Current.CancellationToken);

        Diagnostic problem = cluster.Should().Throw<DiagnosticException>().Which.Diagnostics.Should().ContainSingle().Subject;
        problem.Code.Should().Be("DC1072");
        problem.ToString().Should().Contain(file).And.Contain("stage");
    }

    [Fact]
    public void EstimateBytes_is_the_buffers_and_22_bytes_a_document() =>
        DuplicateClusterer.EstimateBytes(10_000_000).Should().Be((64L << 20) + 215_000_000);

    private static void Truncate(string path, int bytes)
    {
        using FileStream stream = new(path, FileMode.Open);
        stream.SetLength(stream.Length + bytes);
    }
}
