using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Probing;

namespace DataCuration.Tests.Pipelines.Probing;

public sealed class DrawnMixturesTests
{
    private static readonly ProbesOptions Options = new() { Evaluate = [], Mixtures = 60 };

    private static readonly PoolSampleSize[] Pools = [new("q1", 200_100, 1e6), new("q2", 200_200, 1e6), new("q3", 200_050, 2e6), new("q4", 200_300, 4e6)];

    [Fact]
    public void Mixtures_are_one_sample_long_and_seen_once()
    {
        IReadOnlyList<ProbeMixture> mixtures = DrawnMixtures.For(Pools, Options, seed: 1);

        mixtures.Should().HaveCount(60);
        mixtures.Select(mixture => mixture.Name).Should().OnlyHaveUniqueItems();
        mixtures.Should().OnlyContain(mixture => mixture.Epochs.Count == 1 && mixture.Epochs[0] == 1);
        mixtures.Should().OnlyContain(mixture => Math.Abs(mixture.Tokens - Options.UniqueTokens) <= 2);
        mixtures.SelectMany(mixture => mixture.Parts).Should().OnlyContain(part => part.Passes == 1 && part.UniqueTokens >= 2 * Options.ContextLength);
    }

    [Fact]
    public void A_fifth_is_held_out() =>
        DrawnMixtures.For(Pools, Options, seed: 1).Count(mixture => !mixture.IsFitted).Should().Be(12);

    /// <summary>Around the prior, and not only at it: the mean share follows what the pools hold, single mixtures reach far from it.</summary>
    [Fact]
    public void Shares_spread_around_what_the_pools_hold()
    {
        IReadOnlyList<ProbeMixture> mixtures = DrawnMixtures.For(Pools, Options with { Mixtures = 600 }, seed: 3);

        double[] shares = [.. mixtures.Select(mixture => mixture.Parts.Where(part => part.Pool == "q4").Sum(part => (double)part.Length) / mixture.Tokens)];

        shares.Average().Should().BeInRange(0.42, 0.58, "q4 holds half of all tokens");
        shares.Count(share => share > 0.9).Should().BePositive();
        shares.Count(share => share < 0.1).Should().BePositive();
    }

    [Fact]
    public void Same_seed_draws_the_same_and_another_seed_others()
    {
        DrawnMixtures.For(Pools, Options, 1).Should().BeEquivalentTo(DrawnMixtures.For(Pools, Options, 1));
        DrawnMixtures.For(Pools, Options, 2).Should().NotBeEquivalentTo(DrawnMixtures.For(Pools, Options, 1));
    }

    [Fact]
    public void No_mixture_asks_for_more_than_a_sample_has()
    {
        PoolSampleSize[] uneven = [new("q1", 3_000, 5e8), new("q2", 200_000, 1e9)];

        DrawnMixtures.For(uneven, Options, 1).SelectMany(mixture => mixture.Parts).Should().OnlyContain(part => part.UniqueTokens <= uneven.First(pool => pool.Name == part.Pool).Tokens);
    }

    [Fact]
    public void One_pool_or_the_option_off_gives_none()
    {
        DrawnMixtures.For([Pools[0]], Options, 1).Should().BeEmpty();
        DrawnMixtures.For(Pools, Options with { Mixtures = 0 }, 1).Should().BeEmpty();
    }
}
