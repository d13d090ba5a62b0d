using DataCuration.Pipelines.Report.Charts;
using DataCuration.Pipelines.Report.Html;

namespace DataCuration.Tests.Pipelines.Report.Charts;

public sealed class AxisTests
{
    [Fact]
    public void Linear_axis_leaves_a_margin_around_the_values()
    {
        var axis = Axis.Linear([2, 3, double.NaN], "loss", 5);

        axis.Position(2).Should().BeApproximately(0.05 / 1.1, 1e-12);
        axis.Position(3).Should().BeApproximately(1.05 / 1.1, 1e-12);
    }

    [Fact]
    public void Linear_axis_from_zero_begins_at_zero()
    {
        Axis.Linear([2, 3], "epochs", 5, fromZero: true).Min.Should().Be(0);
    }

    [Fact]
    public void Logarithmic_axis_places_equal_ratios_at_equal_distances()
    {
        var axis = Axis.Logarithmic([1, 100], "tokens", 5, NumberText.Compact);

        axis.Position(10).Should().BeApproximately(0.5, 1e-12);
    }

    [Fact]
    public void Logarithmic_axis_has_no_place_for_zero_and_below()
    {
        var axis = Axis.Logarithmic([0, 1, 100], "tokens", 5, NumberText.Compact);

        axis.Min.Should().Be(1);
        double.IsNaN(axis.Position(0)).Should().BeTrue();
        double.IsNaN(axis.Position(-1)).Should().BeTrue();
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 5.0 })]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { double.NaN, double.PositiveInfinity })]
    public void Axis_over_one_value_or_none_still_has_a_length_and_ticks(double[] values)
    {
        var linear = Axis.Linear(values, "x", 5);
        var logarithmic = Axis.Logarithmic(values, "x", 5, NumberText.Compact);

        linear.Max.Should().BeGreaterThan(linear.Min);
        linear.Ticks.Should().NotBeEmpty();
        logarithmic.Max.Should().BeGreaterThan(logarithmic.Min);
        logarithmic.Ticks.Should().NotBeEmpty();
    }

    [Fact]
    public void Linear_axis_writes_as_many_decimals_as_its_ticks_need()
    {
        var axis = Axis.Exact(2.1, 2.3, "loss", 4);

        axis.Ticks.Select(axis.Format).Should().Equal("2.10", "2.15", "2.20", "2.25", "2.30");
    }
}
