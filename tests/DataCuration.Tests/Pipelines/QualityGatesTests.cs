using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Pooling;
using DataCuration.Tests.Cli;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines;

public sealed class QualityGatesTests
{
    // 100 documents of web and 50 of books went in; rules dropped 60, of the other 90 are 30 duplicates, 20 of web and 40 of books stay.
    private static readonly PoolsFile Pools = new()
    {
        By = "quality.classifier",
        IsTokenCountEstimated = false,
        Documents = 150,
        DroppedByRules = 60,
        Duplicates = 30,
        FailedRules = new Dictionary<string, long>(),
        Pools = [Pool("q1", 700, ("web", 5), ("books", 40)), Pool("q2", 300, ("web", 15))],
    };

    private static readonly Dictionary<string, double> NoLimits = [];

    private static readonly Dictionary<string, long> Documents = new() { ["web"] = 100, ["books"] = 50 };

    [Fact]
    public void Limits_that_are_just_kept_are_no_findings() =>
        Check(new GatesOptions { MaxDroppedShare = 0.8, MinTokens = 1000, MaxDuplicateRate = 1.0 / 3 }).Should().BeEmpty();

    [Fact]
    public void Each_limit_that_is_passed_over_is_an_error_with_both_numbers()
    {
        IReadOnlyList<Diagnostic> found = Check(new GatesOptions { MaxDroppedShare = 0.79, MinTokens = 1001, MaxDuplicateRate = 0.33 });

        found.Select(diagnostic => diagnostic.Code).Should().Equal("DC2250", "DC2251", "DC2252");
        found.Should().OnlyContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        found[0].Message.Should().Contain("80 % of the documents of source 'web'").And.Contain("80 of 100").And.Contain("79 %");
        found[1].Message.Should().Contain("1,000 tokens").And.Contain("1,001");
        found[2].Message.Should().Contain("33.33 %").And.Contain("30 of 90");
    }

    [Fact]
    public void Source_of_which_nothing_stays_is_found_though_no_pool_names_it() =>
        QualityGates.Check(new GatesOptions { MaxDroppedShare = 0.99 }, NoLimits, Pools, new Dictionary<string, long>(Documents) { ["forum"] = 7 }, "pools.json")
            .Should().ContainSingle().Which.Message.Should().Contain("'forum'");

    // Web lost 80 % of its documents, books 20 %.
    [Theory]
    [InlineData(0.8, 0.2, null)]
    [InlineData(0.79, 0.99, "the source's maxDroppedShare allows 79 %")]
    [InlineData(null, 0.79, "gates.maxDroppedShare allows 79 %")]
    public void Source_with_a_limit_of_its_own_is_held_to_that_and_the_others_to_the_common_one(double? ownOfWeb, double common, string? expected)
    {
        Dictionary<string, double> own = ownOfWeb is { } limit ? new() { ["web"] = limit } : [];

        IReadOnlyList<Diagnostic> found = QualityGates.Check(new GatesOptions { MaxDroppedShare = common }, own, Pools, Documents, "pools.json");

        if (expected is null) found.Should().BeEmpty();
        else found.Should().ContainSingle().Which.Message.Should().Contain("'web'").And.Contain(expected);
    }

    [Fact]
    public async Task Run_ends_with_1_at_the_gate_and_goes_on_when_it_only_warns()
    {
        using TemporaryFolder folder = new();
        SmallWork.WriteCorpus(folder);
        string recipe = Path.Combine(folder.Path, "small.json");

        CurateRun failed = await CurateRun.Of("run", recipe, "--until", "materialise", "--set", "gates.minTokens=1e12");
        bool isWritten = Directory.Exists(Path.Combine(folder.Path, "small.work", "dataset"));
        CurateRun warned = await CurateRun.Of("run", recipe, "--until", "materialise", "--set", "gates.minTokens=1e12", "--set", "gates.outcome=warn");
        CurateRun open = await CurateRun.Of("run", recipe, "--until", "materialise");

        failed.ExitCode.Should().Be(1, failed.Error);
        failed.Error.Should().Contain("pools.json: error DC2251");
        isWritten.Should().BeFalse();
        warned.ExitCode.Should().Be(0, warned.Error);
        warned.Error.Should().Contain("pools.json: warning DC2251").And.NotContain("pools done", "a gate runs nothing again");
        open.ExitCode.Should().Be(0);
        open.Error.Should().NotContain("DC2251");
    }

    private static IReadOnlyList<Diagnostic> Check(GatesOptions gates) => QualityGates.Check(gates, NoLimits, Pools, Documents, "pools.json");

    private static PoolSummary Pool(string name, double tokens, params (string Source, long Documents)[] sources) => new()
    {
        Name = name,
        Documents = sources.Sum(source => source.Documents),
        Tokens = tokens,
        TextBytes = 1,
        Sources = sources.ToDictionary(source => source.Source, source => source.Documents),
    };
}
