using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.ImageText;
using DataCuration.Quality.Selection;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.ImageText;

/// <summary>Pools are exact quantiles, whatever the ties, the memory, the threads and the order of files.</summary>
public sealed class ScorePoolsTests
{
    [Fact]
    public async Task Top_tenths_are_disjoint_and_their_union_is_the_top_four_tenths()
    {
        using TemporaryFolder folder = new();
        float?[] scores = Scores(997, levels: 50, seed: 7);
        string file = await MetadataTable.OfScores(scores).WriteAsync(Path.Combine(folder.Path, "a.parquet"), groupRows: 100);

        PoolManifest manifest = await RunAsync(folder, options => options, file);

        List<DocumentId>[] pools = [.. manifest.Pools.Select(pool => UidFileTests.Read(Path.Combine(folder.Path, "pools", pool.File)))];
        pools.Should().HaveCount(4);
        pools.SelectMany(pool => pool).Should().OnlyHaveUniqueItems();
        pools.Select(pool => (double)pool.Count).Should().OnlyContain(count => Math.Abs(count - 99.7) <= 1);
        pools.SelectMany(pool => pool).Should().BeEquivalentTo(Oracle(scores, [0, 0.4, 1], 0));
        manifest.Outside.Should().Be(997 - pools.Sum(pool => pool.Count));
        manifest.Pools[0].LowestScore!.Value.Should().BeGreaterThanOrEqualTo(manifest.Pools[1].HighestScore!.Value);
    }

    [Theory]
    [InlineData(TieRule.Split, 2)]
    [InlineData(TieRule.Include, 4)]
    [InlineData(TieRule.DataComp, 4)]
    public async Task Ties_at_the_border_are_split_included_or_as_DataComp_has_them(TieRule ties, int expected)
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores([9, 1, 9, 10, 9]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Edges = [0, 0.4], Ties = ties }, file);

        manifest.Pools.Single().Samples.Should().Be(expected);
    }

    [Theory]
    [InlineData(TieRule.Split, 2)]
    [InlineData(TieRule.DataComp, 3)]
    public async Task DataComp_keeps_one_more_without_ties(TieRule ties, int expected)
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores([5, 4, 3, 2, 1]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Edges = [0, 0.4], Ties = ties }, file);

        manifest.Pools.Single().Samples.Should().Be(expected);
    }

    [Fact]
    public void Borders_agree_with_an_oracle_on_a_thousand_random_tables()
    {
        for (int table = 0; table < 1000; table++)
        {
            Random random = new(table);
            double[] scores = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (double)random.Next(random.Next(1, 30))).OrderDescending()];
            double share = random.Next(1, 101) / 100.0;

            // baselines/apply_filter.py: n = int(N * fraction); keep scores >= sorted[n].
            int n = (int)(scores.Length * share);
            int dataComp = n == scores.Length ? n : scores.Count(score => score >= scores[n]);
            int split = Enumerable.Range(0, scores.Length).Count(rank => (double)rank / scores.Length < share);
            int include = scores.Count(score => score >= scores[split - 1]);

            Kept(TieRule.DataComp).Should().Be(dataComp, "table {0}", table);
            Kept(TieRule.Split).Should().Be(split, "table {0}", table);
            Kept(TieRule.Include).Should().Be(include, "table {0}", table);

            int Kept(TieRule ties)
            {
                PoolBorders borders = PoolBorders.Quantiles([0, share], scores.Length, ties);
                return scores.Count(score => borders.Next(score) == 0);
            }
        }
    }

    [Fact]
    public async Task Bytes_do_not_depend_on_memory_threads_row_groups_or_the_order_of_files()
    {
        using TemporaryFolder folder = new();
        float?[] scores = Scores(30_000, levels: 200, seed: 3);
        string one = await MetadataTable.OfScores(scores).WriteAsync(Path.Combine(folder.Path, "one/a.parquet"), 10_000);
        string first = await MetadataTable.OfScores(scores[..12_000]).WriteAsync(Path.Combine(folder.Path, "two/a.parquet"), 700);
        string second = await MetadataTable.OfScores(scores[12_000..], 12_000).WriteAsync(Path.Combine(folder.Path, "two/b.parquet"), 900);
        await RunAsync(folder, options => options with { OutputFolder = Path.Combine(folder.Path, "large") }, one);

        await RunAsync(folder, options => options with { OutputFolder = Path.Combine(folder.Path, "small"), MemoryBytes = 1 << 16, Jobs = 3 }, second, first);

        foreach (string pool in new[] { "q1.npy", "q2.npy", "q3.npy", "q4.npy" })
        {
            byte[] small = File.ReadAllBytes(Path.Combine(folder.Path, "small", pool));
            small.Should().Equal(File.ReadAllBytes(Path.Combine(folder.Path, "large", pool)));
        }

        Directory.Exists(Path.Combine(folder.Path, "small/.sorting")).Should().BeFalse();
    }

    [Fact]
    public async Task Samples_without_a_score_are_a_pool_of_their_own()
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores([0.3f, null, 0.2f, float.NaN, 0.1f, 0.05f]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Edges = [0, 0.5, 1] }, file);

        manifest.Pools.Select(pool => pool.Samples).Should().Equal(2, 2);
        manifest.Unscored!.Samples.Should().Be(2);
        UidFileTests.Read(Path.Combine(folder.Path, "pools/unscored.npy")).Select(uid => uid.ToString())
            .Should().BeEquivalentTo(MetadataTable.UidOf(1), MetadataTable.UidOf(3));
    }

    [Fact]
    public async Task Thresholds_divide_by_score()
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores([0.31f, 0.30f, 0.29f, 0.28f, 0.27f]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Thresholds = [(float)0.3, (float)0.28] }, file);

        manifest.Pools.Select(pool => pool.Samples).Should().Equal(2, 2);
        manifest.Outside.Should().Be(1);
    }

    [Fact]
    public async Task Minimum_is_compared_in_the_precision_of_the_column()
    {
        using TemporaryFolder folder = new();
        // (float)0.28 is below 0.28: in 64 bits the sample would be lost, in 32 bits, as pandas compares, it is kept.
        string file = await MetadataTable.OfScores([0.28f, 0.2799f]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Edges = [0, 1], Minimums = [new("clip_l14_similarity_score", 0.28)] }, file);

        ((double)0.28f).Should().NotBe(0.28);
        manifest.Pools.Single().Samples.Should().Be(1);
        manifest.Flaws.Should().Equal(new Dictionary<string, long> { ["minimum"] = 1 });
    }

    [Fact]
    public async Task Basic_filter_counts_each_flaw_and_conserves_samples()
    {
        using TemporaryFolder folder = new();
        MetadataTable table = MetadataTable.OfScores([.. Enumerable.Repeat((float?)0.3f, 6)]) with
        {
            Texts = ["A photo of a dog that runs on the beach", "Ein Foto von einem Hund, der am Strand läuft", "two words", null, "The old church in the village", "The old church in the village"],
            Widths = [640, 640, 640, 640, 199, 601],
            Heights = [480, 480, 480, 480, 400, 200],
        };
        string file = await table.WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        PoolManifest manifest = await RunAsync(folder, options => options with { Edges = [0, 1], Filter = CaptionFilter.Basic }, file);

        manifest.Pools.Single().Samples.Should().Be(1);
        manifest.Filtered.Should().Be(5);
        manifest.Flaws["smallImage"].Should().Be(1);
        manifest.Flaws["aspectRatio"].Should().Be(1);
        manifest.Flaws["fewWords"].Should().Be(2);
        manifest.Flaws["fewCharacters"].Should().Be(1);
        manifest.Flaws["language"].Should().BeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("0123456789ABCDEF0123456789abcdef")]
    [InlineData("0123456789abcdef")]
    [InlineData("0x23456789abcdef0123456789abcdef")]
    [InlineData("")]
    public async Task Malformed_uid_is_DC2130(string uid)
    {
        using TemporaryFolder folder = new();
        MetadataTable table = MetadataTable.OfScores([0.1f, 0.2f, 0.3f]);
        table.Uids[1] = uid;
        string file = await table.WriteAsync(Path.Combine(folder.Path, "bad.parquet"));

        Func<Task> run = () => RunAsync(folder, options => options, file);

        Diagnostic problem = (await run.Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single();
        problem.Code.Should().Be("DC2130");
        problem.ToString().Should().Contain("row 1").And.Contain("bad.parquet");
        File.Exists(Path.Combine(folder.Path, "pools/pools.json")).Should().BeFalse();
    }

    [Theory]
    [InlineData("DC2132", "clip_l14_similarity_scor")]
    [InlineData("DC2132", "text")]
    [InlineData("DC2135", "empty")]
    public async Task Columns_that_give_no_score_are_refused(string code, string column)
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores([null, null]).WriteAsync(Path.Combine(folder.Path, "a.parquet"));

        Func<Task> run = () => RunAsync(folder, options => options with { Score = column == "empty" ? "clip_l14_similarity_score" : column }, file);

        (await run.Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single().Code.Should().Be(code);
    }

    [Fact]
    public async Task Damaged_file_is_DC2132_and_leaves_no_manifest()
    {
        using TemporaryFolder folder = new();
        string file = await MetadataTable.OfScores(Scores(3000, 100, 1)).WriteAsync(Path.Combine(folder.Path, "a.parquet"));
        byte[] bytes = File.ReadAllBytes(file);
        bytes.AsSpan(bytes.Length / 3, 4000).Clear();
        File.WriteAllBytes(file, bytes);

        Func<Task> run = () => RunAsync(folder, options => options, file);

        (await run.Should().ThrowAsync<DiagnosticException>()).Which.Diagnostics.Single().Code.Should().BeOneOf("DC2132", "DC2130");
        File.Exists(Path.Combine(folder.Path, "pools/pools.json")).Should().BeFalse();
    }

    internal static Task<PoolManifest> RunAsync(TemporaryFolder folder, Func<ScorePoolsOptions, ScorePoolsOptions> change, params string[] files) =>
        ScorePoolsJob.RunAsync(
            change(new ScorePoolsOptions { Files = files, OutputFolder = Path.Combine(folder.Path, "pools"), Score = "clip_l14_similarity_score", MemoryBytes = 1 << 22 }),
            _ => { },
            TestContext.Current.CancellationToken);

    internal static float?[] Scores(int count, int levels, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float?)(random.Next(-levels, levels) / 100f))];
    }

    private static IEnumerable<DocumentId> Oracle(float?[] scores, double[] edges, int pool)
    {
        DocumentId[] ids = [.. scores.Select((_, row) => DocumentId.Parse(MetadataTable.UidOf(row)))];
        PoolAssignment assignment = QuantilePools.Assign(Array.ConvertAll(scores, score => (double)score!.Value), ids, [], edges, seed: 1);
        return ids.Where((_, row) => assignment.PoolIndex[row] == pool);
    }
}
