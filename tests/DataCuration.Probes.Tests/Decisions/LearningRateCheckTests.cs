using DataCuration.Probes.Decisions;
using DataCuration.Probes.Training;
using static DataCuration.Probes.Tests.Decisions.SampleResults;

namespace DataCuration.Probes.Tests.Decisions;

public sealed class LearningRateCheckTests
{
    [Fact]
    public void Order_that_holds_at_every_rate_is_robust()
    {
        LearningRateCheck check = LearningRateCheck.Of([.. Pools(null, 70, 80), .. Pools(0.25, 90, 99), .. Pools(4, 75, 78)])!;

        check.IsRobust.Should().BeTrue();
        check.Pairs.Should().Be(1);
        check.Unsure.Should().Be(0);
        check.Orders.Select(order => order.Factor).Should().Equal(0.25, 1, 4);
        check.Orders.Should().OnlyContain(order => order.Pools[0] == "a");
        check.Orders.MinBy(order => order.MeanBitsPerByte)!.Factor.Should().Be(1);
    }

    [Fact]
    public void Pair_that_another_rate_decides_the_other_way_is_turned()
    {
        LearningRateCheck check = LearningRateCheck.Of([.. Pools(null, 70, 80), .. Pools(0.25, 99, 90), .. Pools(4, 75, 78)])!;

        check.IsRobust.Should().BeFalse();
        check.Turned.Should().Equal(("a", "b"));
        check.Orders[0].Pools.Should().Equal("b", "a");
    }

    /// <summary>At a quarter of the rate one document speaks for one pool and one for the other: a tie, and no contradiction.</summary>
    [Fact]
    public void Pair_that_changes_places_within_chance_is_unsure()
    {
        LearningRateCheck check = LearningRateCheck.Of([.. Pools(null, 70, 80), Result(1, [40, 51], pool: "a", factor: 0.25), Result(1, [50, 40], pool: "b", factor: 0.25)])!;

        check.IsRobust.Should().BeTrue();
        check.Unsure.Should().Be(1);
    }

    [Fact]
    public void Planned_probes_are_compared_at_the_length_of_the_check()
    {
        ProbeResult[] planned = [Result(1, [70, 70], pool: "a", epochs: [1, 2, 8]), Result(1, [80, 80], pool: "b", epochs: [1, 2, 8])];

        LearningRateCheck check = LearningRateCheck.Of([.. planned, Result(1, [90, 90], pool: "a", epochs: [2], factor: 4), Result(1, [99, 99], pool: "b", epochs: [2], factor: 4)])!;

        check.Orders.Should().HaveCount(2);
        check.IsRobust.Should().BeTrue();
    }

    [Fact]
    public void Rate_at_which_a_probe_diverged_is_named_and_left_out()
    {
        ProbeResult lost = Result(1, [70], pool: "b", factor: 4) with { Points = [], Status = ProbeStatus.Diverged };

        LearningRateCheck check = LearningRateCheck.Of([.. Pools(null, 70, 80), .. Pools(0.25, 90, 99), Result(1, [70, 70], pool: "a", factor: 4), lost])!;

        check.Diverged.Should().Equal(4);
        check.Orders.Select(order => order.Factor).Should().Equal(0.25, 1);
    }

    [Fact]
    public void Nothing_at_another_rate_is_no_check() => LearningRateCheck.Of(Pools(null, 70, 80)).Should().BeNull();

    private static ProbeResult[] Pools(double? factor, double first, double second) =>
        [Result(1, [first / 2, first / 2], pool: "a", factor: factor), Result(1, [second / 2, second / 2], pool: "b", factor: factor)];
}
