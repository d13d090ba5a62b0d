using DataCuration.Documents.Diagnostics;
using DataCuration.Documents.Recipes;
using DataCuration.Pipelines.Stages.Mixing;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.Tests.ScalingLaws;

namespace DataCuration.Tests.Pipelines;

public sealed class RecipeMixTests
{
    private static readonly LawFit Fit = LawFitter.Fit(SyntheticRuns.Observe(0.001), new FitOptions { Resamples = 5, Starts = 8 });

    private static readonly MixPool[] Pools = [new("q1", 1e6), new("q2", 1e6), new("q3", 1e6)];

    [Fact]
    public void What_is_spent_does_not_train()
    {
        MixOptions options = new() { Budget = 6e12, ModelParameters = 1e6, Spent = 1e12 };

        RecipeMix.TokensOf(options, 2e12).Should().BeApproximately(5e12 / 6e6, 1);
        RecipeMix.TokensOf(options with { CountProbes = true }, 2e12).Should().BeApproximately(3e12 / 6e6, 1);
    }

    [Fact]
    public void A_budget_that_is_spent_is_DC4037()
    {
        FluentActions.Invoking(() => RecipeMix.TokensOf(new MixOptions { Budget = 1e12, CountProbes = true }, 1e12))
            .Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4037");
    }

    [Fact]
    public void Limits_reach_the_mix()
    {
        MixOptions options = new() { Budget = 1e12, Limits = [new PoolLimitOptions { Pool = "q3", MinShare = 0.3 }, new PoolLimitOptions { Pool = "q1", MaxEpochs = 0.5 }] };

        Mix mix = MixSolver.Solve(RecipeMix.Problem(options, Fit, Pools, 1e6));

        mix.Pools[2].Share.Should().BeGreaterThanOrEqualTo(0.3 - 1e-9);
        mix.Pools[0].Epochs.Should().BeLessThanOrEqualTo(0.5 + 1e-9);
    }

    [Fact]
    public void A_cost_is_weighed_in_tokens_of_training()
    {
        MixOptions options = new() { Budget = 1e12, ModelParameters = 1e6, Limits = [new PoolLimitOptions { Pool = "q1", CostPerToken = 6e6 }] };

        MixProblem problem = RecipeMix.Problem(options, Fit, Pools, 1e6);

        problem.Pools[0].CostPerUniqueToken.Should().BeApproximately(1, 1e-12);
        MixSolver.Solve(problem).Pools[0].PreparedTokens.Should().NotBeNull();
    }

    [Theory]
    [InlineData("q9", 0.1, "no measured pool 'q9'")]
    [InlineData("q1", 1.0, "above its most")]
    [InlineData("q2", 0.1, "two entries")]
    [InlineData("q3", 0.9, "add up to more than 1")]
    public void Limits_that_cannot_be_kept_are_DC4037(string pool, double minShare, string what)
    {
        MixOptions options = new()
        {
            Budget = 1e12,
            Limits = [new PoolLimitOptions { Pool = pool, MinShare = minShare, MaxShare = pool == "q1" ? 0.5 : 1 }, new PoolLimitOptions { Pool = "q2", MinShare = 0.2 }],
        };

        FluentActions.Invoking(() => RecipeMix.Problem(options, Fit, Pools, 1e6))
            .Should().Throw<DiagnosticException>().Where(e => e.Diagnostics[0].Code == "DC4037" && e.Diagnostics[0].Message.Contains(what, StringComparison.Ordinal));
    }
}
