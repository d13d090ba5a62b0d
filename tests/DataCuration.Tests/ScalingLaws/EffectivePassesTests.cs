using DataCuration.ScalingLaws.Laws;

namespace DataCuration.Tests.ScalingLaws;

public sealed class EffectivePassesTests
{
    [Theory]
    [InlineData(0.25, 3)]
    [InlineData(1, 3)]
    [InlineData(4.75, 0.3)]
    [InlineData(40.5, 12)]
    [InlineData(1000.5, 5000)]
    public void Of_equals_the_sum_of_halving_views(double epochs, double halfLife)
    {
        double sum = 0;
        for (int view = 0; view < Math.Floor(epochs); view++)
        {
            sum += Math.Pow(2, -view / halfLife);
        }

        sum += (epochs - Math.Floor(epochs)) * Math.Pow(2, -Math.Floor(epochs) / halfLife);

        EffectivePasses.Of(epochs, halfLife).Should().BeApproximately(sum, 1e-11 * sum);
    }

    [Fact]
    public void Of_an_endless_half_life_is_the_number_of_epochs() => EffectivePasses.Of(7.5, 1e12).Should().BeApproximately(7.5, 1e-9);

    [Fact]
    public void Of_a_million_epochs_converges_to_the_geometric_series() =>
        EffectivePasses.Of(1e6, 5).Should().BeApproximately(1 / (1 - Math.Pow(2, -0.2)), 1e-9);

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(3.25, 0.5)]
    [InlineData(8, 6)]
    [InlineData(20.5, 100)]
    public void DerivativeByLogHalfLife_equals_a_finite_difference(double epochs, double halfLife)
    {
        const double step = 1e-5;
        double difference = (EffectivePasses.Of(epochs, halfLife * Math.Exp(step)) - EffectivePasses.Of(epochs, halfLife * Math.Exp(-step))) / (2 * step);

        EffectivePasses.DerivativeByLogHalfLife(epochs, halfLife).Should().BeApproximately(difference, 1e-6 * Math.Max(1, Math.Abs(difference)));
    }
}
