using DataCuration.Quality.Classifiers;

namespace DataCuration.Tests.Quality.Classifiers;

public sealed class ClassifierReportTests
{
    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.75)]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, new[] { false, true, false, true }, 0.5)]
    [InlineData(new[] { 0.9, 0.1 }, new[] { true, false }, 1.0)]
    [InlineData(new[] { 0.1, 0.9 }, new[] { true, false }, 0.0)]
    [InlineData(new[] { 0.1, 0.9 }, new[] { true, true }, 0.5)]
    public void Area_counts_pairs_in_the_right_order(double[] scores, bool[] isPositive, double expected) =>
        ClassifierReport.AreaUnderCurve(scores, isPositive).Should().Be(expected);

    [Fact]
    public void Calibration_compares_mean_score_and_positive_share()
    {
        ClassifierReport report = ClassifierReport.From([0.1, 0.15, 0.95, 1.0], [false, true, true, true], 2);

        report.Accuracy.Should().Be(0.75);
        report.Calibration.Should().HaveCount(10);
        report.Calibration[1].Should().Be(new CalibrationBin(0.1, 0.2, 2, 0.125, 0.5));
        report.Calibration[9].Should().Be(new CalibrationBin(0.9, 1, 2, 0.975, 1));
        report.Calibration[5].Count.Should().Be(0);
    }

    [Fact]
    public void Quantiles_are_thresholds_that_keep_a_share_of_the_negatives()
    {
        double[] negatives = [.. Enumerable.Range(0, 100).Select(i => i / 1000.0)];

        ClassifierReport report = ClassifierReport.From([.. negatives, 0.0895, 0.5], [.. negatives.Select(_ => false), true, true], 2);

        report.Quantiles.Single(quantile => quantile.NegativeShare == 0.1).Should().Be(new ScoreQuantile(0.1, 0.09, 0.5));
        report.Quantiles.Single(quantile => quantile.NegativeShare == 0.2).Should().Be(new ScoreQuantile(0.2, 0.08, 1));
        ClassifierReport.From([0.5], [true], 2).Quantiles.Should().BeEmpty();
    }
}
