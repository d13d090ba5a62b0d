using DataCuration.Documents.Recipes;
using DataCuration.Pipelines;
using DataCuration.Pipelines.Stages.Probing;
using DataCuration.Probes.Training;
using DataCuration.Tests.Recipes;

namespace DataCuration.Tests.Pipelines.Probing;

public sealed class RepetitionMatchTests
{
    private static readonly Recipe Recipe = RecipeText.Valid("""
        { "name": "n", "sources": [ { "name": "web", "files": ["a"] } ], "pools": { "by": "source" },
          "probes": { "uniqueTokens": 200000, "epochs": [0.5, 1, 2, 4, 8], "matchRepetition": true, "evaluate": [ { "name": "r", "files": ["b"] } ] },
          "mix": { "budget": 6e18, "modelParameters": 1e8 } }
        """);

    private static ProbesOptions Probes => Recipe.Probes!;

    [Fact]
    public void Share_is_the_longest_probe_over_the_target()
    {
        TrainingBudget.TokensOf(Recipe.Mix!).Value.Should().BeApproximately(1e10, 1);
        RepetitionMatch.Share(Recipe).Should().BeApproximately(1.6e6 / 1e10, 1e-12);
        RepetitionMatch.Share(Recipe with { Probes = Probes with { MatchRepetition = false } }).Should().BeNull();
    }

    /// <summary>The definition: tokens of the longest probe over the sample are the target's tokens over the pool.</summary>
    [Theory]
    [InlineData(1e9, 10)]
    [InlineData(5e9, 2)]
    [InlineData(1e10, 1)]
    public void Pool_is_repeated_as_in_the_target(double held, double epochs)
    {
        double? share = RepetitionMatch.Share(Recipe);
        long unique = RepetitionMatch.UniqueTokens(Probes, share, held);

        RepetitionMatch.Epochs(Probes, share, new PoolSampleSize("p", unique, held))[^1].Should().BeApproximately(epochs, 0.01 * epochs);
        unique.Should().Be((long)(held * share!.Value));
    }

    [Fact]
    public void Pool_that_the_target_does_not_exhaust_gives_what_the_longest_probe_sees() =>
        RepetitionMatch.UniqueTokens(Probes, RepetitionMatch.Share(Recipe), 1e12).Should().Be(1_600_000);

    [Fact]
    public void Tiny_pool_gives_two_sequences() =>
        RepetitionMatch.UniqueTokens(Probes, RepetitionMatch.Share(Recipe), 1000).Should().Be((2 * Probes.ContextLength) + 1);

    [Fact]
    public void All_pools_train_on_the_same_tokens_at_every_length()
    {
        double? share = RepetitionMatch.Share(Recipe);
        PoolSampleSize[] pools = [new("small", 16_000, 1e8), new("middle", 160_100, 1e9), new("large", 1_600_000, 1e12)];

        ProbeSpec[] series = [.. ProbesStage.Series(Recipe, new ProbeSamples(pools, []))];

        series.Should().HaveCount(3);
        foreach (ProbeSpec spec in series)
        {
            long whole = (Math.Min(spec.UniqueTokens, pools.First(pool => pool.Name == spec.Pool).Tokens) - 1) / spec.ContextLength * spec.ContextLength;
            spec.Epochs.Select(epochs => Math.Round(epochs * whole)).Should().Equal(100_000, 200_000, 400_000, 800_000, 1_600_000);
        }

        new ProbeSamples(pools, []).ShortestTokens(Probes).Should().Be(100_000);
    }

    [Fact]
    public void Learning_rate_check_trains_each_pool_again_at_a_quarter_of_the_length()
    {
        Recipe recipe = Recipe with { Probes = Probes with { MatchRepetition = false, LearningRateCheck = true, Seeds = 2 } };
        PoolSampleSize[] pools = [new("q1", 200_100, 1e9), new("q2", 200_100, 1e9)];

        ProbeSpec[] series = [.. ProbesStage.Series(recipe, new ProbeSamples(pools, []))];

        series.Select(spec => spec.Id).Should().Equal("q1-s1", "q1-s2", "q1-s1-rate0.25", "q1-s1-rate4", "q2-s1", "q2-s2", "q2-s1-rate0.25", "q2-s1-rate4");
        ProbeSpec[] checks = [.. series.Where(spec => spec.LearningRateFactor is not null)];
        checks.Should().OnlyContain(spec => spec.Epochs.Count == 1 && spec.Epochs[0] == 2 && spec.Seed == series[0].Seed);
    }
}
