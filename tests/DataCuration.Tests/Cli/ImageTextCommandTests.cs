using System.Globalization;
using System.Text.Json.Nodes;
using DataCuration.Tests.ImageText;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Cli;

/// <summary>The whole path of a DataComp user on the command line: pools, learning curves, law, mix, subset.</summary>
public sealed class ImageTextCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metadata_and_learning_curves_become_a_subset_with_repetitions()
    {
        await WriteMetadataAsync();
        (await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--edges", "0,0.1,0.2,0.3,0.4", "--out", PathOf("pools"), "--memory", "300MB")).ExitCode.Should().Be(0);
        string curves = WriteCurves();

        CurateRun table = await CurateRun.Of("image-text", "curves", curves, "--pools", PathOf("pools"), "--from", "2000", "--out", PathOf("observations.csv"));
        CurateRun fit = await CurateRun.Of("fit", PathOf("observations.csv"), "--starts", "8", "--out", PathOf("law.json"));
        CurateRun mix = await CurateRun.Of("mix", PathOf("law.json"), "--tokens", "10000", "--out", PathOf("mix.json"));
        CurateRun subset = await CurateRun.Of("image-text", "subset", "--pools", PathOf("pools"), "--mix", PathOf("mix.json"), "--out", PathOf("subset.npy"), "--json");
        CurateRun uids = await CurateRun.Of("image-text", "uids", PathOf("subset.npy"), PathOf("pools/q1.npy"), "--json");

        table.Output.Should().Be($"36 measurements of 4 training runs on 4 pools{Environment.NewLine}");
        fit.ExitCode.Should().BeOneOf(0, 3, 4);
        mix.ExitCode.Should().BeOneOf(0, 3, 4);
        mix.Output.Should().StartWith("1E+04 tokens: loss");
        subset.ExitCode.Should().Be(0);
        long entries = (long)subset.Json["entries"]!;
        entries.Should().BeInRange(9_900, 10_100, "the mix is 10,000 samples long");
        long chosen = subset.Json["pools"]!.AsArray().Sum(pool => (long)pool!["entries"]!);
        chosen.Should().Be(entries);
        JsonArray files = uids.Json["files"]!.AsArray();
        ((long)files[0]!["entries"]!).Should().Be(entries);
        ((long)files[0]!["mostCopies"]!).Should().BeGreaterThan(1);
        ((long)uids.Json["inAll"]!).Should().Be(1000, "every sample of the best pool is in the mix");
    }

    [Fact]
    public async Task Control_of_a_quarter_of_each_pool_is_drawn()
    {
        await WriteMetadataAsync();
        await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--out", PathOf("pools"));

        CurateRun subset = await CurateRun.Of(
            "image-text", "subset", "--pools", PathOf("pools"), "--epochs", "q1=0.25", "--epochs", "q2=0.25", "--epochs", "q3=0.25", "--epochs", "q4=0.25", "--out", PathOf("control.npy"));

        subset.ExitCode.Should().Be(0);
        subset.Output.Should().MatchRegex(@"control\.npy: (9\d\d|1,0\d\d) entries").And.Contain("0.250 epochs of 1,000 samples");
    }

    [Fact]
    public async Task Pools_print_what_was_filtered()
    {
        await WriteMetadataAsync();

        CurateRun pools = await CurateRun.Of("image-text", "pools", PathOf("metadata/0.parquet"), "--filter", "basic", "--minimum", "clip_b32_similarity_score=0.1", "--out", PathOf("pools"));

        pools.Output.Should().Contain("10,000 samples: ").And.MatchRegex(@"minimum\s+[\d,]+").And.Contain("q4");
        pools.Error.Should().Contain("curate: writing q4");
    }

    [Fact]
    public async Task File_that_is_given_twice_is_warned_about()
    {
        await WriteMetadataAsync();
        File.Copy(PathOf("metadata/0.parquet"), PathOf("metadata/1.parquet"));

        CurateRun pools = await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--out", PathOf("pools"), "--json");

        pools.ExitCode.Should().Be(0);
        pools.Error.Should().Contain("warning DC2137: 4000 samples");
        ((long)pools.Json["pools"]![0]!["distinctSamples"]!).Should().Be(1000);
    }

    [Fact]
    public async Task Pools_that_no_run_measured_are_named()
    {
        await WriteMetadataAsync();
        await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--out", PathOf("pools"));
        string curves = _folder.Write("few.csv", "pool,samples_seen,accuracy,seed\nq1,1000,0.1,1\nq1,1000,0.11,2\n");

        CurateRun run = await CurateRun.Of("image-text", "curves", curves, "--pools", PathOf("pools"), "--out", PathOf("observations.csv"));

        run.Error.Should().Contain("warning DC4041").And.Contain("q2, q3, q4");
        File.ReadAllText(PathOf("observations.csv")).Should().Contain("q1-s2-1000,q1,1000,1000,0.89,2,1,q1-s2");
    }

    [Theory]
    [InlineData("pool,samples_seen,error\nq1,1000,82.9\nq9,-5,0.5\n", "curves.csv(2,9): error DC4040", "curves.csv(3,1): error DC4040", "curves.csv(3,4): error DC4040")]
    [InlineData("pool,samples_seen,error\nq1,1000,0.8\nq1,1000,0.8\n", "curves.csv(3,1): error DC4040", "two values")]
    [InlineData("pool,error\nq1,0.8\n", "curves.csv(1,1): error DC4040", "samples_seen")]
    [InlineData("pool,samples_seen,error,accuracy\nq1,1000,0.8,0.2\n", "both 'error' and 'accuracy'")]
    [InlineData("pool,samples_seen,error\n", "no rows")]
    public async Task Wrong_curves_name_every_place(string csv, params string[] expected)
    {
        await WriteMetadataAsync();
        await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--out", PathOf("pools"));

        CurateRun run = await CurateRun.Of("image-text", "curves", _folder.Write("curves.csv", csv), "--pools", PathOf("pools"), "--out", PathOf("observations.csv"));

        run.ExitCode.Should().Be(65);
        run.Error.Should().ContainAll(expected);
    }

    [Theory]
    [InlineData("DC2133", "pools", "metadata", "--edges", "0.5,0.1", "--out", "pools")]
    [InlineData("DC2133", "pools", "metadata", "--edges", "half", "--out", "pools")]
    [InlineData("DC2133", "pools", "metadata", "--thresholds", "0.1,0.2", "--out", "pools")]
    [InlineData("DC2133", "pools", "metadata", "--thresholds", "0.2", "--edges", "0,1", "--out", "pools")]
    [InlineData("DC2138", "pools", "metadata", "--minimum", "score", "--out", "pools")]
    [InlineData("DC2055", "pools", "nothing", "--out", "pools")]
    [InlineData("DC2134", "subset", "--pools", "nothing", "--epochs", "q1=1", "--out", "a.npy")]
    [InlineData("DC2138", "subset", "--pools", "metadata", "--out", "a.npy")]
    [InlineData("DC2138", "subset", "--pools", "metadata", "--epochs", "q1=-1", "--out", "a.npy")]
    [InlineData("DC4043", "subset", "--pools", "pools", "--mix", "metadata/mix.json", "--out", "a.npy")]
    [InlineData("DC2131", "uids", "metadata/0.parquet")]
    public async Task Mistakes_have_their_code(string code, params string[] arguments)
    {
        await WriteMetadataAsync();
        _folder.Write("metadata/mix.json", "[]");
        await CurateRun.Of("image-text", "pools", PathOf("metadata"), "--out", PathOf("pools"));

        CurateRun run = await CurateRun.Of(["image-text", .. arguments.Select(argument => argument is "metadata" or "pools" or "nothing" or "metadata/mix.json" or "metadata/0.parquet" && argument != arguments[0] ? PathOf(argument) : argument)]);

        run.ExitCode.Should().BeOneOf(2, 65);
        run.Error.Should().Contain(code);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private Task WriteMetadataAsync()
    {
        Random random = new(11);
        return MetadataTable.OfScores([.. Enumerable.Range(0, 10_000).Select(_ => (float?)(0.05 + (0.3 * random.NextDouble())))]).WriteAsync(PathOf("metadata/0.parquet"), 2500);
    }

    // qqt-ed with half-lives of three epochs, so that the best pool is repeated but not alone.
    private string WriteCurves()
    {
        List<string> rows = ["pool,samples_seen,error"];
        foreach ((string pool, double rate) in new[] { ("q1", 1.0), ("q2", 0.8), ("q3", 0.6), ("q4", 0.4) })
        {
            for (int epochs = 1; epochs <= 10; epochs++)
            {
                double q = Math.Pow(2, -1 / 3.0);
                double effective = rate * 1000 * (1 - Math.Pow(q, epochs)) / (1 - q);
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{pool},{epochs * 1000},{0.3 + (2 * Math.Pow(effective, -0.2)):R}"));
            }
        }

        return _folder.Write("curves.csv", string.Join('\n', rows) + "\n");
    }
}
