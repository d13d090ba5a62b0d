using DataCuration.Pipelines.Stages.Pooling;

namespace DataCuration.Tests.Pipelines.Pooling;

public sealed class FrozenDecisionsTests
{
    [Fact]
    public void Edges_are_the_least_scores_of_the_quantile_pools_and_of_no_other() =>
        FrozenDecisions.Edges(File("quality.classifier", ("q1", 0.8, 0.99), ("q2", 0.3, 0.79), ("unscored", null, null), ("wikipedia", 0.1, 0.9)))
            .Should().Equal(("q1", 0.8), ("q2", 0.3));

    [Fact]
    public void Where_less_is_better_edges_are_turned() =>
        FrozenDecisions.Edges(File("lowest:gopherQuality.words", ("q1", 10, 50), ("q2", 51, 900))).Should().Equal(("q1", -50.0), ("q2", -900.0));

    private static PoolsFile File(string by, params (string Name, double? Min, double? Max)[] pools) => new()
    {
        By = by,
        IsTokenCountEstimated = false,
        Documents = 1,
        DroppedByRules = 0,
        Duplicates = 0,
        FailedRules = new Dictionary<string, long>(),
        Pools = [.. pools.Select(pool => new PoolSummary
        {
            Name = pool.Name,
            Documents = 1,
            Tokens = 1,
            TextBytes = 1,
            MinScore = pool.Min,
            MaxScore = pool.Max,
            Sources = new Dictionary<string, long>(),
        })],
    };
}
