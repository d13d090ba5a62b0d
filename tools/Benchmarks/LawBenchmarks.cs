using BenchmarkDotNet.Attributes;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Mixing;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Benchmarks;

/// <summary>A law fitted to 182 published runs, and the frontier over 20 pools: what must be quick enough to be repeated at will.</summary>
public class LawBenchmarks
{
    private const int Pools = 20;
    private static readonly IReadOnlyList<Observation> Runs = ObservationTable.ParseCsv(
        EmbeddedTable("datablations_c4_182.csv"), "datablations_c4_182.csv", TableColumns.Parse(["value=val_loss", "model_parameters=params", "pool=-"]));

    private readonly LawFit _law = FitOf20Pools();

    /// <summary>The search alone: 64 starts, 6 parameters.</summary>
    [Benchmark(Baseline = true, Description = "search, 64 starts, half-life")]
    public CurveFit Search() => CurveFitter.Fit(
        new HalfLifeData(),
        [.. Runs.Select(run => new Measurement(TrainingRun.OfOnePool(run.Tokens, run.Exposures[0].UniqueTokens, run.ModelParameters), run.Value))],
        new CurveFitOptions { FindFlat = false });

    /// <summary>What <c>curate fit</c> does: intervals by resampling and profile, windows, influence, back-test.</summary>
    [Benchmark(Description = "curate fit --law half-life")]
    public TableFit HalfLife() => TableFitter.Fit("half-life", Runs);

    /// <summary>The slowest law, with 7 parameters of which one is flat.</summary>
    [Benchmark(Description = "curate fit --law data-constrained")]
    public TableFit DataConstrained() => TableFitter.Fit("data-constrained", Runs);

    /// <summary>33 budgets and every transition, with intervals over 400 resampled laws.</summary>
    [Benchmark(Description = "frontier, 33 budgets, 20 pools")]
    public IReadOnlyList<FrontierPoint> Frontier33() =>
        Frontier.Compute(new MixProblem(_law, [.. _law.Best.Pools.Select(pool => new MixPool(pool.Pool, 1e6))], 1), 1e5, 3e8);

    private static LawFit FitOf20Pools()
    {
        QqtEffectiveData law = new()
        {
            Irreducible = 1.2,
            Scale = 1.1,
            Exponent = 0.31,
            Dilution = 0,
            Pools = [.. Enumerable.Range(0, Pools).Select(pool => new PoolUtility($"q{pool:D2}", 1 - (0.04 * pool), 2 + (pool * 7 % 5)))],
        };
        Random noise = new(1);
        Observation[] runs = [..
            from pool in Enumerable.Range(0, Pools)
            from epochs in new[] { 0.5, 1, 2, 4, 8 }
            select new Observation
            {
                Run = FormattableString.Invariant($"q{pool:D2}-e{epochs}"),
                Exposures = [new PoolExposure($"q{pool:D2}", 2e5, epochs * 2e5)],
                Value = law.Predict(Only(pool, 2e5), Only(pool, epochs * 2e5)) * (1 + (0.002 * (noise.NextDouble() - 0.5))),
            }];
        return LawFitter.Fit(runs, new FitOptions { Starts = 8, Profiles = false });

        static double[] Only(int pool, double tokens) => [.. Enumerable.Range(0, Pools).Select(other => other == pool ? tokens : 0)];
    }

    private static string EmbeddedTable(string name)
    {
        using Stream stream = typeof(LawBenchmarks).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
