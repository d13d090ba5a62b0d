using CsCheck;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Tests.ScalingLaws;

public sealed class WaterFillingTests
{
    private static readonly Gen<(double[] Rates, double[] HalfLives, double[] Unique, double Budget)> Instances = Gen.Select(
        Gen.Double[0.2, 2].Array[3], Gen.Double[0.3, 20].Array[3], Gen.Double[1e5, 1e6].Array[3], Gen.Double[2e5, 8e6]);

    [Fact]
    public void Solve_is_never_worse_than_any_division_on_a_grid_of_one_percent() => Instances.Sample(
        instance =>
        {
            QqtEffectiveData law = Law(instance.Rates, instance.HalfLives, 0);
            double best = law.Predict(instance.Unique, WaterFilling.Solve(law, instance.Unique, instance.Budget, double.PositiveInfinity));
            for (int i = 0; i <= 100; i++)
            {
                for (int j = 0; j <= 100 - i; j++)
                {
                    double[] tokens = [instance.Budget * i / 100, instance.Budget * j / 100, instance.Budget * (100 - i - j) / 100];
                    if (law.Predict(instance.Unique, tokens) < best - 1e-9)
                    {
                        return false;
                    }
                }
            }

            return true;
        },
        iter: 200,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Solve_spends_the_whole_budget_and_leaves_equal_marginal_worth() => Instances.Sample(
        instance =>
        {
            QqtEffectiveData law = Law(instance.Rates, instance.HalfLives, 0);
            double[] tokens = WaterFilling.Solve(law, instance.Unique, instance.Budget, double.PositiveInfinity);

            // Between the last segment that was begun and the next one of every pool lies one price.
            double price = double.PositiveInfinity;
            double bestNext = 0;
            for (int pool = 0; pool < 3; pool++)
            {
                double epochs = (tokens[pool] / instance.Unique[pool]) + 1e-9;
                double worth = law.Pools[pool].Rate * Math.Pow(2, -Math.Floor(epochs) / law.Pools[pool].HalfLife);
                bool isInside = epochs > Math.Floor(epochs) + 2e-9;
                double last = isInside ? worth : worth * Math.Pow(2, 1 / law.Pools[pool].HalfLife);
                price = tokens[pool] > 0 ? Math.Min(price, last) : price;
                bestNext = Math.Max(bestNext, worth);
            }

            return Math.Abs(tokens.Sum() - instance.Budget) < 1e-6 * instance.Budget && bestNext <= price * (1 + 1e-9);
        },
        iter: 500,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Solve_with_a_cap_repeats_no_pool_beyond_it()
    {
        double[] tokens = WaterFilling.Solve(Law([1, 0.5, 0.1], [5, 5, 5], 0), [1e6, 1e6, 1e6], 2e7, maxEpochs: 2.5);

        tokens.Should().AllSatisfy(count => count.Should().BeApproximately(2.5e6, 1e-3));
    }

    [Fact]
    public void Solve_of_a_small_budget_takes_only_the_best_pool() =>
        WaterFilling.Solve(Law([0.5, 1, 0.9], [5, 5, 5], 0), [1e6, 1e6, 1e6], 5e5, double.PositiveInfinity).Should().Equal(0, 5e5, 0);

    [Fact]
    public void Solve_of_a_pool_that_is_not_there_gives_it_nothing() =>
        WaterFilling.Solve(Law([2, 1, 0.9], [5, 5, 5], 0), [0, 1e6, 1e6], 5e5, double.PositiveInfinity)[0].Should().Be(0);

    private static QqtEffectiveData Law(double[] rates, double[] halfLives, double dilution) => new()
    {
        Irreducible = 1,
        Scale = 2,
        Exponent = 0.3,
        Dilution = dilution,
        Pools = rates.Select((rate, i) => new PoolUtility("p" + (char)('0' + i), rate, halfLives[i])).ToArray(),
    };
}
