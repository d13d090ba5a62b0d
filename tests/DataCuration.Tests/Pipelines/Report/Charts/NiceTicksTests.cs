using CsCheck;
using DataCuration.Pipelines.Report.Charts;

namespace DataCuration.Tests.Pipelines.Report.Charts;

public sealed class NiceTicksTests
{
    [Theory]
    [InlineData(0.0, 1.0, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0.0, 0.3, 3, new[] { 0, 0.1, 0.2, 0.3 })]
    [InlineData(2.03, 2.41, 4, new[] { 2.1, 2.2, 2.3, 2.4 })]
    [InlineData(-3.0, 3.0, 6, new double[] { -3, -2, -1, 0, 1, 2, 3 })]
    [InlineData(0.0, 12.6, 6, new double[] { 0, 2, 4, 6, 8, 10, 12 })]
    [InlineData(0.0, 9.0, 9, new double[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(1_000_000.0, 1_000_010.0, 5, new double[] { 1_000_000, 1_000_002, 1_000_004, 1_000_006, 1_000_008, 1_000_010 })]
    public void Linear_gives_round_exact_values(double min, double max, int target, double[] expected) =>
        NiceTicks.Linear(min, max, target).Should().Equal(expected);

    [Theory]
    [InlineData(1.0, 1000.0, 4, new double[] { 1, 10, 100, 1000 })]
    [InlineData(80.0, 2_100.0, 9, new double[] { 100, 200, 500, 1000, 2000 })]
    [InlineData(1e12, 1e15, 9, new[] { 1e12, 2e12, 5e12, 1e13, 2e13, 5e13, 1e14, 2e14, 5e14, 1e15 })]
    [InlineData(1.0, 1e12, 4, new[] { 1, 1e4, 1e8, 1e12 })]
    [InlineData(3.1, 3.9, 4, new[] { 3.2, 3.4, 3.6, 3.8 })]
    public void Logarithmic_gives_powers_with_two_and_five_where_there_is_room(double min, double max, int target, double[] expected)
    {
        IReadOnlyList<double> ticks = NiceTicks.Logarithmic(min, max, target);

        ticks.Should().HaveSameCount(expected);
        ticks.Zip(expected).Should().OnlyContain(t => Math.Abs((t.First / t.Second) - 1) < 1e-12);
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.4, 1)]
    [InlineData(1.6, 2)]
    [InlineData(2.9, 2)]
    [InlineData(3.1, 5)]
    [InlineData(6.9, 5)]
    [InlineData(7.1, 10)]
    [InlineData(0.021, 0.02)]
    public void Step_is_the_nearest_of_one_two_and_five(double raw, double expected) =>
        NiceTicks.Step(raw).Should().BeApproximately(expected, expected * 1e-12);

    [Fact]
    public void Linear_stays_within_the_bounds_rises_and_is_never_crowded() =>
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Double[1e-3, 1e9], Gen.Int[2, 12]).Sample((min, range, target) =>
        {
            IReadOnlyList<double> ticks = NiceTicks.Linear(min, min + range, target);

            double slack = range * 1e-6;
            return ticks.Count <= (2 * target) + 1
                && ticks.All(t => t >= min - slack && t <= min + range + slack)
                && ticks.Zip(ticks.Skip(1)).All(t => t.Second > t.First);
        }, iter: 2000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Logarithmic_stays_within_the_bounds_and_has_two_ticks_or_more() =>
        Gen.Select(Gen.Double[-3, 15], Gen.Double[0.05, 12], Gen.Int[4, 10]).Sample((exponent, decades, target) =>
        {
            double min = Math.Pow(10, exponent);
            double max = Math.Pow(10, exponent + decades);

            IReadOnlyList<double> ticks = NiceTicks.Logarithmic(min, max, target);

            return ticks.Count >= 2
                && ticks.All(t => t >= min * (1 - 1e-6) && t <= max * (1 + 1e-6))
                && ticks.Zip(ticks.Skip(1)).All(t => t.Second > t.First);
        }, iter: 2000, seed: "0N0XIzNsQ0O2");
}
