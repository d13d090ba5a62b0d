using DataCuration.Documents;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.ImageText;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.ImageText;

/// <summary>Epochs become repetitions of uids.</summary>
public sealed class SubsetTests(SubsetTests.Pools pools) : IClassFixture<SubsetTests.Pools>
{
    [Fact]
    public void Whole_epochs_repeat_every_sample()
    {
        string path = Subset("whole.npy", ("q1", 2), ("q3", 1));

        List<DocumentId> uids = UidFileTests.Read(path);

        uids.Should().Equal([.. pools.Uids("q1").Concat(pools.Uids("q1")).Concat(pools.Uids("q3")).Order()]);
    }

    [Fact]
    public void Parts_of_epochs_are_nested_samples()
    {
        List<DocumentId> quarter = UidFileTests.Read(Subset("quarter.npy", ("q1", 0.25)));
        List<DocumentId> half = UidFileTests.Read(Subset("half.npy", ("q1", 0.5)));
        List<DocumentId> more = UidFileTests.Read(Subset("more.npy", ("q1", 1.5)));

        quarter.Should().BeSubsetOf(half).And.OnlyHaveUniqueItems();
        // Four standard deviations of a binomial.
        ((double)quarter.Count).Should().BeApproximately(500, 4 * Math.Sqrt(2000 * 0.25 * 0.75));
        ((double)half.Count).Should().BeApproximately(1000, 4 * Math.Sqrt(2000 * 0.25));
        more.Should().Equal([.. pools.Uids("q1").Concat(half).Order()]);
    }

    [Fact]
    public void Passes_divide_epochs()
    {
        SubsetSummary summary = SubsetJob.Run(
            new SubsetOptions { PoolFolder = pools.Folder, Epochs = [new("q1", 4), new("q2", 8)], Passes = 4, Output = pools.PathOf("passes.npy") }, CancellationToken.None);

        summary.Entries.Should().Be(2000 + 4000);
        summary.DistinctSamples.Should().Be(4000);
        summary.Pools.Select(pool => (pool.Name, pool.Epochs, pool.Samples, pool.Entries)).Should().Equal(("q1", 1, 2000, 2000), ("q2", 2, 2000, 4000));
    }

    [Theory]
    [InlineData("q9", 1)]
    [InlineData("q1", 0)]
    public void Unknown_pool_and_empty_subset_are_DC2136(string pool, double epochs)
    {
        Action run = () => Subset("none.npy", (pool, epochs));

        run.Should().Throw<DiagnosticException>().Which.Diagnostics.Single().Code.Should().Be("DC2136");
        File.Exists(pools.PathOf("none.npy")).Should().BeFalse();
    }

    [Fact]
    public void Comparison_counts_copies_and_writes_the_intersection()
    {
        string left = Subset("left.npy", ("q1", 2), ("q2", 1));
        string right = Subset("right.npy", ("q2", 3), ("q3", 1));

        UidComparison comparison = UidComparison.Read([left, right], pools.PathOf("both.npy"), CancellationToken.None);

        comparison.Files.Should().Equal(new UidFileContent(left, 6000, 4000, 2), new UidFileContent(right, 8000, 4000, 3));
        comparison.InAll.Should().Be(2000);
        comparison.InAny.Should().Be(6000);
        UidFileTests.Read(pools.PathOf("both.npy")).Should().Equal(pools.Uids("q2"));
    }

    private string Subset(string name, params (string Pool, double Epochs)[] epochs) => SubsetJob.Run(
        new SubsetOptions { PoolFolder = pools.Folder, Epochs = [.. epochs.Select(pool => new KeyValuePair<string, double>(pool.Pool, pool.Epochs))], Output = pools.PathOf(name) },
        CancellationToken.None).File;

    public sealed class Pools : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Folder => PathOf("pools");

        public string PathOf(string name) => Path.Combine(_folder.Path, name);

        public List<DocumentId> Uids(string pool) => UidFileTests.Read(Path.Combine(Folder, pool + ".npy"));

        public async ValueTask InitializeAsync()
        {
            string file = await MetadataTable.OfScores(ScorePoolsTests.Scores(20_000, 1000, 5)).WriteAsync(PathOf("a.parquet"), 5000);
            await ScorePoolsTests.RunAsync(_folder, options => options, file);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
