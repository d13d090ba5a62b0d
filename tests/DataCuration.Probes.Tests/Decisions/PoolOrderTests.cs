using DataCuration.Probes.Decisions;
using static DataCuration.Probes.Tests.Decisions.SampleResults;

namespace DataCuration.Probes.Tests.Decisions;

public sealed class PoolOrderTests
{
    [Fact]
    public void Pools_come_best_first_and_each_is_compared_with_the_next()
    {
        PoolOrder order = PoolOrder.Of([Result(1, [80, 82], pool: "worst"), Result(1, [60, 61], pool: "best"), Result(1, [71, 70], pool: "middle")])!;

        order.Pools.Should().Equal("best", "middle", "worst");
        order.Steps.Should().HaveCount(2).And.OnlyContain(step => step.WinProbability == 1 && step.Difference > 0);
        order.Seeds.Should().Be(1);
        order.SeedDeviation.Should().Be(double.NaN);
    }

    /// <summary>Pools repeated as in the target have the same tokens and other epochs.</summary>
    [Fact]
    public void Pools_of_one_length_in_tokens_are_compared_although_their_epochs_differ()
    {
        PoolOrder order = PoolOrder.Of([Result(1, [70], pool: "small", epochs: [4, 8], unique: 500), Result(1, [75], pool: "large", epochs: [0.5, 1], unique: 4000)])!;

        order.Epochs.Should().BeNull();
        order.Tokens.Should().Be(4000);
        order.Point.Should().Be(1);
    }

    [Fact]
    public void Deviation_is_pooled_over_the_pools()
    {
        double unit = Math.Log(2);
        PoolOrder order = PoolOrder.Of(
        [
            Result(1, [70 * unit], pool: "a"), Result(2, [72 * unit], pool: "a"),
            Result(1, [80 * unit], pool: "b"), Result(2, [80 * unit], pool: "b"),
        ])!;

        order.Seeds.Should().Be(2);
        order.SeedDeviation.Should().BeApproximately(0.01, 1e-12, "the variances are 0.02 squared over 2 and 0");
    }

    [Fact]
    public void The_longest_length_that_all_pools_share_is_compared()
    {
        PoolOrder.Of([Result(1, [70], pool: "a", epochs: [1, 2, 4]), Result(1, [75], pool: "b", epochs: [1, 2])])!.Epochs.Should().Be(2);
        PoolOrder.Of([Result(1, [70], pool: "a", epochs: [1, 2]), Result(1, [75], pool: "b", epochs: [3, 4])]).Should().BeNull();
        PoolOrder.Of([Result(1, [70], pool: "a"), Result(2, [75], pool: "a")]).Should().BeNull();
    }
}
