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

            return LossOf(law, Grid(instance, (_, _, passes) => passes)) >= best - 1e-9;
        },
        iter: 1000,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Solve_reaches_the_best_division_of_a_fine_grid()
    {
        // Whole percents of the budget as pool sizes: then the optimum lies on the grid itself.
        Gen.Select(Gen.Double[0.2, 2].Array[3], Gen.Double[0.3, 20].Array[3], Gen.Int[5, 60].Array[3]).Sample(
            instance =>
            {
                double[] unique = [.. instance.Item3.Select(percent => percent * 1e4)];
                QqtEffectiveData law = Law(instance.Item1, instance.Item2, 0);
                double best = law.Predict(unique, WaterFilling.Solve(law, unique, 1e6, double.PositiveInfinity));

                return Math.Abs(LossOf(law, Grid((instance.Item1, instance.Item2, unique, 1e6), (_, _, passes) => passes)) - best) < 1e-6;
            },
            iter: 1000,
            seed: "0000Kd2H4Vq4");
    }

    [Fact]
    public void Entries_are_the_budgets_at_which_a_solution_begins_to_use_a_pool() => Gen.Select(Instances, Gen.Double[0.5, 6].Array[3], Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 2]).Array[3]).Sample(
        sample =>
        {
            ((double[] Rates, double[] HalfLives, double[] Unique, double Budget) instance, double[] epochs, double[] costs) = sample;
            QqtEffectiveData law = Law(instance.Rates, instance.HalfLives, 0);
            MixPool[] pools = [.. instance.Unique.Select((size, i) => new MixPool(law.Pools[i].Pool, size) { MaxEpochs = epochs[i], CostPerUniqueToken = costs[i] })];

            double[] entries = WaterFilling.Entries(law, pools, instance.Budget)!;

            return Enumerable.Range(0, 3).All(pool => double.IsPositiveInfinity(entries[pool])
                ? WaterFilling.Solve(law, pools, instance.Budget).Tokens[pool] == 0
                : WaterFilling.Solve(law, pools, entries[pool] + 1).Tokens[pool] > 0 && (entries[pool] < 1 || WaterFilling.Solve(law, pools, entries[pool] - 1).Tokens[pool] == 0));
        },
        iter: 1000,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Entries_are_not_given_where_a_larger_budget_does_not_fill_on()
    {
        QqtEffectiveData law = Law([1, 0.5, 0.2], [2, 3, 4], 0);
        MixPool[] pools = [.. law.Pools.Select(pool => new MixPool(pool.Pool, 1e5))];

        WaterFilling.Entries(law, pools, 1e6).Should().NotBeNull();
        WaterFilling.Entries(law with { Dilution = 0.1 }, pools, 1e6).Should().BeNull();
        WaterFilling.Entries(law, [pools[0] with { MaxShare = 0.5 }, .. pools[1..]], 1e6).Should().BeNull();
        WaterFilling.Entries(law, [pools[0] with { MinShare = 0.1 }, .. pools[1..]], 1e6).Should().BeNull();
    }

    [Fact]
    public void Solve_keeps_required_shares_and_caps_and_is_the_best_that_does() => Gen.Select(Instances, Gen.Double[0, 0.3].Array[3], Gen.Double[0.4, 1].Array[3]).Sample(
        sample =>
        {
            ((double[] Rates, double[] HalfLives, double[] Unique, double Budget) instance, double[] least, double[] most) = sample;
            QqtEffectiveData law = Law(instance.Rates, instance.HalfLives, 0);
            MixPool[] pools = [.. instance.Unique.Select((size, i) => new MixPool(law.Pools[i].Pool, size) { MinShare = least[i], MaxShare = most[i] })];

            Filling filling = WaterFilling.Solve(law, pools, instance.Budget);

            double[] shares = [.. filling.Tokens.Select(tokens => tokens / instance.Budget)];
            bool isKept = shares.Select((share, i) => share >= least[i] - 1e-9 && share <= most[i] + 1e-9).All(kept => kept);
            double best = Grid(instance, (pool, percent, passes) => percent / 100.0 >= least[pool] && percent / 100.0 <= most[pool] ? passes : double.NegativeInfinity);
            return isKept && (double.IsNegativeInfinity(best) || LossOf(law, best) >= law.Predict(filling.Unique, filling.Tokens) - 1e-9);
        },
        iter: 1000,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Solve_prepares_no_more_of_a_costly_pool_than_repetition_makes_worth_it()
    {
        QqtEffectiveData law = Law([1, 0.4], [8, 8], 0);
        MixPool[] pools = [new("p0", 1e6) { CostPerUniqueToken = 3 }, new("p1", 5e5)];
        const double Budget = 4e6;

        Filling filling = WaterFilling.Solve(law, pools, Budget);

        // Every part of the costly pool, every number of tokens of it, the rest to the other pool.
        double best = double.PositiveInfinity;
        for (int part = 0; part <= 200; part++)
        {
            for (int epochs = 1; epochs <= 12; epochs++)
            {
                double unique = 1e6 * part / 200;
                double left = Budget - (unique * (3 + epochs));
                if (left >= 0)
                {
                    best = Math.Min(best, law.Predict([unique, 5e5], [unique * epochs, left]));
                }
            }
        }

        filling.Unique[0].Should().BeInRange(1e5, 9.9e5);
        (filling.Tokens[0] / filling.Unique[0]).Should().BeApproximately(Math.Round(filling.Tokens[0] / filling.Unique[0]), 1e-9).And.BeGreaterThan(2);
        (filling.Tokens.Sum() + (3 * filling.Unique[0])).Should().BeApproximately(Budget, 1);
        law.Predict(filling.Unique, filling.Tokens).Should().BeLessThanOrEqualTo(best + 1e-9);
    }

    [Fact]
    public void Solve_with_dilution_is_no_worse_for_many_pools_than_any_single_change_of_its_set()
    {
        double[] rates = [.. Enumerable.Range(0, 14).Select(i => 1 - (0.05 * i))];
        double[] halfLives = [.. Enumerable.Range(0, 14).Select(i => 1.5 + (i * 7 % 5))];
        double[] unique = [.. Enumerable.Range(0, 14).Select(i => 1e5 * (1 + (i * 5 % 7)))];
        QqtEffectiveData law = Law(rates, halfLives, 0.7);
        MixPool[] pools = [.. unique.Select((size, i) => new MixPool(law.Pools[i].Pool, size))];

        Filling filling = WaterFilling.Solve(law, pools, 4e6);

        double best = law.Predict(filling.Unique, filling.Tokens);
        int[] active = [.. Enumerable.Range(0, 14).Where(pool => filling.Tokens[pool] > 0)];
        foreach (int pool in Enumerable.Range(0, 14))
        {
            int[] changed = active.Contains(pool) ? [.. active.Where(other => other != pool)] : [.. active.Append(pool).Order()];
            Filling other = WaterFilling.Fill(law, pools, changed, 4e6);
            law.Predict(other.Unique, other.Tokens).Should().BeGreaterThanOrEqualTo(best - 1e-12);
        }
    }

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
        iter: 1000,
        seed: "0000Kd2H4Vq4");

    [Fact]
    public void Solve_of_a_larger_budget_is_never_worse_within_caps_that_it_keeps() => Gen.Select(Instances, Gen.Double[0.5, 6].Array[3], Gen.Double[1.01, 3]).Sample(
        sample =>
        {
            ((double[] Rates, double[] HalfLives, double[] Unique, double Budget) instance, double[] epochs, double factor) = sample;
            QqtEffectiveData law = Law(instance.Rates, instance.HalfLives, 0);
            MixPool[] pools = [.. instance.Unique.Select((size, i) => new MixPool(law.Pools[i].Pool, size) { MaxEpochs = epochs[i] })];

            double[] less = WaterFilling.Solve(law, pools, instance.Budget).Tokens;
            double[] more = WaterFilling.Solve(law, pools, factor * instance.Budget).Tokens;

            return law.Predict(instance.Unique, more) <= law.Predict(instance.Unique, less) + 1e-12
                && more.Zip(instance.Unique, (tokens, size) => tokens / size).Zip(epochs).All(pair => pair.First <= pair.Second * (1 + 1e-9));
        },
        iter: 1000,
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

    /// <summary>The most effective tokens over all divisions in whole percents, each pool's contribution as the function leaves it.</summary>
    private static double Grid((double[] Rates, double[] HalfLives, double[] Unique, double Budget) instance, Func<int, int, double, double> contribution)
    {
        double[][] passes = [.. Enumerable.Range(0, 3).Select(pool => Enumerable.Range(0, 101)
            .Select(percent => contribution(
                pool,
                percent,
                instance.Rates[pool] * instance.Unique[pool] * EffectivePasses.Of(instance.Budget * percent / 100 / instance.Unique[pool], instance.HalfLives[pool])))
            .ToArray())];
        double best = double.NegativeInfinity;
        for (int i = 0; i <= 100; i++)
        {
            for (int j = 0; j <= 100 - i; j++)
            {
                best = Math.Max(best, passes[0][i] + passes[1][j] + passes[2][100 - i - j]);
            }
        }

        return best;
    }

    private static double LossOf(QqtEffectiveData law, double effective) => law.Irreducible + (law.Scale * Math.Pow(effective / QqtEffectiveData.Unit, -law.Exponent));

    private static QqtEffectiveData Law(double[] rates, double[] halfLives, double dilution) => new()
    {
        Irreducible = 1,
        Scale = 2,
        Exponent = 0.3,
        Dilution = dilution,
        Pools = rates.Select((rate, i) => new PoolUtility("p" + (char)('0' + i), rate, halfLives[i])).ToArray(),
    };
}
