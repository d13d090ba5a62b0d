using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Probing;

namespace DataCuration.Tests.Pipelines.Probing;

public sealed class HeldOutMixturesTests
{
    private static readonly ProbesOptions Options = new() { Evaluate = [] };

    private static readonly PoolSampleSize[] Pools = [new("q1", 200_100, 1e6), new("q2", 200_200, 1e6), new("q3", 200_050, 2e6), new("q4", 200_300, 4e6)];

    [Fact]
    public void Equal_is_as_large_as_a_pool_and_takes_the_same_of_each()
    {
        ProbeMixture equal = HeldOutMixtures.For(Pools, Options)[0];

        equal.Tokens.Should().Be(200_000);
        equal.Parts.Should().OnlyContain(part => part.UniqueTokens == 50_000 && part.Passes == 1);
        equal.Epochs.Should().Equal(1, 2);
    }

    [Fact]
    public void Proportional_is_twice_as_large_and_follows_what_the_pools_hold()
    {
        ProbeMixture proportional = HeldOutMixtures.For(Pools, Options)[1];

        proportional.Parts.Select(part => part.UniqueTokens).Should().Equal(50_000, 50_000, 100_000, 200_000);
        proportional.Epochs.Should().Equal(0.5, 1);
    }

    [Fact]
    public void Graded_repeats_the_best_pool_eight_times_as_often_as_the_worst()
    {
        ProbeMixture graded = HeldOutMixtures.For(Pools, Options)[2];

        graded.Parts.Select(part => part.Passes).Should().SatisfyRespectively(
            first => first.Should().BeApproximately(2, 1e-12),
            second => second.Should().BeApproximately(1, 1e-12),
            third => third.Should().BeApproximately(0.5, 1e-12),
            fourth => fourth.Should().BeApproximately(0.25, 1e-12));
        graded.Tokens.Should().BeCloseTo(400_000, 4);
        graded.Epochs.Should().Equal(1);
    }

    [Fact]
    public void All_three_cost_about_a_sixth_of_four_pools()
    {
        double Cost(double tokens, IReadOnlyList<double> epochs) => tokens * ((0.8 * epochs.Max()) + (0.2 * epochs.Sum()));

        double mixtures = HeldOutMixtures.For(Pools, Options).Sum(mixture => Cost(mixture.Tokens, mixture.Epochs));

        (mixtures / (4 * Cost(Options.UniqueTokens, Options.Epochs))).Should().BeInRange(0.15, 0.18);
    }

    [Fact]
    public void No_mixture_asks_for_more_than_a_sample_has()
    {
        PoolSampleSize[] uneven = [new("q1", 3_000, 3_000), new("q2", 200_000, 1e9)];

        foreach (ProbeMixture mixture in HeldOutMixtures.For(uneven, Options))
        {
            mixture.Parts.Should().OnlyContain(part => part.UniqueTokens <= uneven.First(pool => pool.Name == part.Pool).Tokens);
        }
    }

    [Fact]
    public void One_pool_or_the_option_off_gives_none()
    {
        HeldOutMixtures.For([Pools[0]], Options).Should().BeEmpty();
        HeldOutMixtures.For(Pools, Options with { HoldOuts = false }).Should().BeEmpty();
    }

    [Fact]
    public void Batches_follow_the_smallest_pool_unless_it_is_tiny()
    {
        new ProbeSamples(Pools, []).ShortestTokens(Options).Should().Be(100_000);
        new ProbeSamples([Pools[0], new("q2", 60_000, 60_000)], []).ShortestTokens(Options).Should().Be(30_000);
        new ProbeSamples([Pools[0], new("q2", 600, 600)], []).ShortestTokens(Options).Should().Be(10_000);
    }
}
