using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.ScalingLaws;

public sealed class HoldOutTests
{
    private const double Budget = 4e5;

    private static readonly LawFit Fit = LawFitter.Fit(SyntheticRuns.Observe(0.002), new FitOptions { Resamples = 60, Starts = 16 });

    private static readonly MixPool[] Pools = [new("q1", 5e4), new("q2", 1e6), new("q3", 2e6)];

    [Fact]
    public void Mixtures_of_the_law_are_predicted_inside_their_intervals()
    {
        HoldOutTest test = HoldOutTester.Run(Fit, [Mixture("equal", 1, _ => 1), Mixture("graded", 1, pool => 2.0 / (pool + 1))])!;

        test.Points.Should().HaveCount(2).And.OnlyContain(point => point.Low < point.Measured && point.Measured < point.High);
        test.LogError.Should().BeLessThan(0.003);
        test.PoolMeanLogError.Should().BeGreaterThan(test.LogError);
        test.IsLawBetter.Should().BeTrue();
    }

    [Fact]
    public void Candidates_of_one_length_are_compared_with_each_other()
    {
        HoldOutTest test = HoldOutTester.Run(Fit, [Mixture("equal", 1, _ => 1)])!;

        // One mixture against the three pools that were trained as long.
        test.Pairs.Should().Be(3);
        test.PairsRight.Should().Be(3);
    }

    [Fact]
    public void Regret_is_the_measured_loss_of_the_choice_less_that_of_the_best()
    {
        (string Name, Observation Run) mixture = Mixture("equal", 1, _ => 1);
        double best = Fit.Observations.Where(run => run.Tokens == SyntheticRuns.Unique).Min(run => run.Value);

        HoldOutTest test = HoldOutTester.Run(Fit, [(mixture.Name, mixture.Run with { Value = best - 0.5 })])!;

        // Neither foresees that the mixture is the best, and both choose q1.
        test.Regret.Should().BeApproximately(0.5, 1e-12);
        test.RankingRegret.Should().BeApproximately(0.5, 1e-12);
    }

    [Fact]
    public void Mix_follows_the_rank_when_the_law_is_wrong_about_mixtures()
    {
        LawFit fit = Fit with { HoldOutTest = HoldOutTester.Run(Fit, [AtTheMeanOfThePools("equal")]) };

        fit.HoldOutTest!.IsLawBetter.Should().BeFalse();
        Mix mix = MixSolver.Solve(new MixProblem(fit, Pools, Budget));

        mix.Method.Should().Be(MixMethod.Ranking);
        mix.Labels.Should().Contain(MixLabel.LawNotBetter);
        mix.Notes.Should().Contain(note => note.StartsWith("On the held-out mixtures", StringComparison.Ordinal));
        mix.Pools.Select(pool => pool.Tokens).Should().Equal(2e5, 2e5, 0);
        Frontier.Compute(new MixProblem(fit, Pools, Budget), Budget / 2, Budget * 2, 3).Should().OnlyContain(point => point.Mix.Method == MixMethod.Ranking);
    }

    [Fact]
    public void User_can_force_either()
    {
        LawFit fit = Fit with { HoldOutTest = HoldOutTester.Run(Fit, [AtTheMeanOfThePools("equal")]) };

        MixSolver.Solve(new MixProblem(fit, Pools, Budget) { Method = MixMethod.Law }).Should().BeEquivalentTo(MixSolver.Solve(new MixProblem(Fit, Pools, Budget)));
        MixSolver.Solve(new MixProblem(Fit, Pools, Budget) { Method = MixMethod.Ranking }).Pools[0].Epochs.Should().Be(4);
    }

    [Fact]
    public void Ranked_pools_beyond_four_epochs_are_repeated_alike_up_to_the_cap()
    {
        MixPool[] pools = [new("q1", 1e5), new("q2", 1e5), new("q3", 2e5)];

        Mix all = MixSolver.Solve(new MixProblem(Fit, pools, 2.4e6) { Method = MixMethod.Ranking });
        Mix capped = MixSolver.Solve(new MixProblem(Fit, pools, 2.4e6, MaxEpochs: 5) { Method = MixMethod.Ranking });

        all.Pools.Select(pool => pool.Epochs).Should().AllSatisfy(epochs => epochs.Should().BeApproximately(6, 1e-6));
        capped.Pools.Select(pool => pool.Epochs).Should().AllSatisfy(epochs => epochs.Should().BeApproximately(5, 1e-6));
        capped.Labels.Should().Contain(MixLabel.BudgetNotUsedUp);
    }

    [Fact]
    public void Shares_that_a_recipe_asks_for_hold_under_ranking_too()
    {
        MixPool[] pools = [new("q1", 1e6) { MaxShare = 0.5 }, new("q2", 1e6), new("q3", 1e6) { MinShare = 0.2 }];

        Mix mix = MixSolver.Solve(new MixProblem(Fit, pools, 1e6) { Method = MixMethod.Ranking });

        mix.Pools.Select(pool => pool.Share).Should().SatisfyRespectively(
            first => first.Should().BeApproximately(0.5, 1e-9), second => second.Should().BeApproximately(0.3, 1e-9), third => third.Should().BeApproximately(0.2, 1e-9));
    }

    [Fact]
    public void A_law_with_its_test_survives_json()
    {
        LawFit fit = Fit with { HoldOutTest = HoldOutTester.Run(Fit, [Mixture("equal", 2, _ => 1)]) };

        LawFit.Parse(fit.ToJson(), "law.json").HoldOutTest.Should().BeEquivalentTo(fit.HoldOutTest);
        LawFit.Parse(Fit.ToJson(), "law.json").HoldOutTest.Should().BeNull();
    }

    [Fact]
    public void A_run_of_an_unknown_pool_is_refused()
    {
        (string Name, Observation Run) mixture = Mixture("equal", 1, _ => 1);

        FluentActions.Invoking(() => HoldOutTester.Run(Fit, [(mixture.Name, mixture.Run with { Exposures = [new PoolExposure("q9", 1, 1)] })]))
            .Should().Throw<ArgumentException>().WithMessage("*q9*");
    }

    /// <summary>As large as a pool's sample, with as many tokens of each pool; its loss is the true law's.</summary>
    private static (string Name, Observation Run) Mixture(string name, double epochs, Func<int, double> passesOf)
    {
        double scale = epochs * SyntheticRuns.Unique / Enumerable.Range(0, 3).Sum(passesOf);
        double[] tokens = [.. Enumerable.Range(0, 3).Select(pool => scale * passesOf(pool))];
        double[] unique = [.. Enumerable.Range(0, 3).Select(pool => tokens[pool] / Math.Max(1, passesOf(pool) * epochs))];
        return (name, new Observation
        {
            Run = $"mixture.{name}-s1-e{epochs}",
            Exposures = [.. SyntheticRuns.Law.Pools.Select((pool, i) => new PoolExposure(pool.Pool, unique[i], tokens[i]))],
            Value = SyntheticRuns.Law.Predict(unique, tokens),
        });
    }

    /// <summary>A world in which mixing brings nothing: the mixture's loss is the mean of its pools'.</summary>
    private static (string Name, Observation Run) AtTheMeanOfThePools(string name)
    {
        (_, Observation run) = Mixture(name, 1, _ => 1);
        double mean = HoldOutTester.Run(Fit, [(name, run)])!.Points[0].PoolMean;
        return (name, run with { Value = mean });
    }
}
