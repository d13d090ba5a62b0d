using CsCheck;
using DataCuration.Pipelines.Report.Charts;

namespace DataCuration.Tests.Pipelines.Report.Charts;

public sealed class LabelTests
{
    [Fact]
    public void Spread_leaves_labels_that_do_not_touch_where_they_are()
    {
        LineChart.Spread([20, 50, 80], [15, 15, 15], 0, 100).Should().Equal(20, 50, 80);
    }

    [Fact]
    public void Spread_keeps_order_distance_and_bounds() =>
        Gen.Double[0, 300].Array[1, 8].Sample(positions =>
        {
            Array.Sort(positions);
            double[] heights = [.. positions.Select((_, i) => i % 2 == 0 ? 15.0 : 30.0)];

            double[] placed = LineChart.Spread(positions, heights, 0, 300);

            return placed[0] >= (heights[0] / 2) - 1e-9
                && placed[^1] <= 300 - (heights[^1] / 2) + 1e-9
                && Enumerable.Range(1, placed.Length - 1).All(i => placed[i] - placed[i - 1] >= ((heights[i] + heights[i - 1]) / 2) - 1e-9);
        }, iter: 2000, seed: "0N0XIzNsQ0O2");

    [Theory]
    [InlineData("q1", 90, new[] { "q1" })]
    [InlineData("best single pool", 90, new[] { "best single", "pool" })]
    [InlineData("gopherRepetition", 60, new[] { "gopherR…" })]
    [InlineData("a duplicateLineFraction", 60, new[] { "a", "duplica…" })]
    public void Wrap_breaks_between_words_and_cuts_what_is_left(string text, double width, string[] expected) =>
        ChartSize.Wrap(text, width).Should().Equal(expected);
}
