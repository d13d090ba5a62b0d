using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.Mixtures;
using DataCuration.Quality.Mixtures;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Tests.Quality.Mixtures;

/// <summary>RegMix's trees, also on its authors' runs: 512 mixtures for 1 M parameters predict the order of 64 mixtures for 1 B on Pile-CC.</summary>
public sealed class BoostedMixturesTests
{
    private static readonly (double[] Shares, double Loss)[] Small = Read("regmix_1m_512.csv");
    private static readonly (double[] Shares, double Loss)[] Large = Read("regmix_1b_64.csv");

    [Fact]
    public void Trees_of_small_runs_order_large_ones()
    {
        BoostedMixtures trees = BoostedMixtures.Train([.. Small.Select(run => run.Shares)], [.. Small.Select(run => run.Loss)]);

        Spearman(trees.Predict(Large.Select(run => run.Shares))).Should().BeGreaterThan(0.95);
    }

    [Theory]
    [InlineData(512, 0.989)]
    [InlineData(48, 0.984)]
    public void Effective_mix_of_small_runs_orders_large_ones_better_than_trees_do(int runs, double spearman)
    {
        string[] domains = [.. Enumerable.Range(0, 17).Select(domain => $"d{domain}")];
        Measurement[] measurements = [.. Small.Take(runs).Select(run => new Measurement(RunOf(run.Shares), run.Loss))];

        CurveFit fit = CurveFitter.Fit(new EffectiveMix(domains), measurements, new CurveFitOptions { Starts = 4, FindFlat = false });

        Spearman([.. Large.Select(run => fit.Predict(RunOf(run.Shares)))]).Should().BeGreaterThan(spearman);

        static TrainingRun RunOf(double[] shares) => new([.. shares.Select(_ => 1.0)], shares);
    }

    [Fact]
    public void Best_mixture_of_a_known_loss_is_found_and_the_same_each_time()
    {
        // The loss is least at shares 0.6, 0.3, 0.1.
        double[][] mixtures = [.. DirichletMixtures.Draw([1.0 / 3, 1.0 / 3, 1.0 / 3], 300, 15, seed: 3)];
        double[] losses = [.. mixtures.Select(mixture => 2 + Math.Pow(mixture[0] - 0.6, 2) + Math.Pow(mixture[1] - 0.3, 2))];
        BoostedMixtureOptions options = new() { Trees = 300, LearningRate = 0.05, Leaves = 8, Simulated = 5000 };

        double[][] best = [.. Enumerable.Range(0, 2).Select(_ => BoostedMixtures.Train(mixtures, losses, options).FindBest([1.0 / 3, 1.0 / 3, 1.0 / 3])!)];

        best[0].Sum().Should().BeApproximately(1, 1e-9);
        best[0][0].Should().BeApproximately(0.6, 0.08);
        best[0][1].Should().BeApproximately(0.3, 0.08);
        best[1].Should().Equal(best[0]);
    }

    [Fact]
    public void Drawn_mixtures_lie_around_the_prior_and_below_its_multiple()
    {
        double[] prior = [0.7, 0.25, 0.05];

        double[][] mixtures = [.. DirichletMixtures.Draw(prior, 4000, 4, seed: 1)];

        mixtures.Should().OnlyContain(mixture => Math.Abs(mixture.Sum() - 1) < 1e-9 && mixture[2] <= 0.2 && mixture.All(share => share >= 0));
        mixtures.Average(mixture => mixture[0]).Should().BeApproximately(0.7, 0.05);
    }

    [Fact]
    public void RegMix_is_a_baseline_of_the_mix_that_keeps_its_limits()
    {
        Observation[] runs = [.. DirichletMixtures.Draw([0.5, 0.3, 0.2], 80, 15, seed: 2).Select((shares, n) => new Observation
        {
            Run = string.Create(CultureInfo.InvariantCulture, $"m{n:D2}"),
            Exposures = [.. shares.Select((share, pool) => new PoolExposure($"p{pool}", 1e9, Math.Max(share, 1e-6) * 1e8))],
            Value = 2 + (0.5 * Math.Pow(shares[0] - 0.2, 2)) - (0.2 * shares[1]),
        })];
        MixPool[] pools = [new("p0", 1e9), new("p1", 1e9) { MaxShare = 0.5 }, new("p2", 1e9)];
        TableFit fit = TableFitter.Fit("loglinear", runs, new TableFitOptions { Search = new CurveFitOptions { Starts = 8, FindFlat = false }, Resamples = 20, Profiles = false });

        NamedShares proposal = RegMix.Propose(runs, pools, 1e8, double.PositiveInfinity, new BoostedMixtureOptions { Trees = 200, LearningRate = 0.05, Leaves = 8, Simulated = 3000 });
        Mix mix = MixSolver.Solve(new TableMixProblem(fit, pools, 1e8) { Rivals = [proposal] });

        proposal.Shares["p1"].Should().BeLessThanOrEqualTo(0.5).And.BeGreaterThan(0.3);
        Baseline baseline = mix.Baselines.Single(candidate => candidate.Name == "regMix");
        baseline.Tokens.Sum().Should().BeApproximately(1e8, 1);
        baseline.Loss.Should().BeGreaterThanOrEqualTo(mix.Loss);
    }

    [Fact]
    public void RegMix_of_runs_of_single_pools_is_DC4036()
    {
        Action propose = () => RegMix.Propose([new Observation { Run = "r", Exposures = [new PoolExposure("p", 10, 10)], Value = 2 }], [new("p", 10)], 100);

        propose.Should().Throw<DiagnosticException>().Which.Diagnostics[0].Code.Should().Be("DC4036");
    }

    private static double Spearman(double[] predicted)
    {
        double[] x = Ranks(predicted);
        double[] y = Ranks([.. Large.Select(run => run.Loss)]);
        double mean = (x.Length - 1) / 2.0;
        return x.Zip(y).Sum(pair => (pair.First - mean) * (pair.Second - mean)) / x.Sum(rank => (rank - mean) * (rank - mean));
    }

    private static double[] Ranks(double[] values)
    {
        double[] ranks = new double[values.Length];
        int rank = 0;
        foreach (int index in Enumerable.Range(0, values.Length).OrderBy(n => values[n]))
        {
            ranks[index] = rank++;
        }

        return ranks;
    }

    private static (double[] Shares, double Loss)[] Read(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", file)).Skip(1).Select(line =>
        {
            double[] cells = [.. line.Split(',').Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            return (cells[..^1], cells[^1]);
        })];
}
