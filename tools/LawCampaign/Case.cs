using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.LawCampaign;

/// <summary>A law with known parameters and the runs that it is measured at.</summary>
/// <param name="Law">The law.</param>
/// <param name="Truth">Its parameters.</param>
/// <param name="Runs">The design.</param>
/// <param name="Loss">How it is fitted; squared for errors, Huber on the logarithm for losses.</param>
internal sealed record Case(LossLaw Law, double[] Truth, TrainingRun[] Runs, FitLoss Loss)
{
    private static readonly string[] Pools = ["a", "b", "c", "d"];

    /// <summary>The levels of repetition that determine half-lives.</summary>
    private static readonly double[] Epochs = [0.5, 1, 1.5, 2, 3, 4, 6, 10, 14, 20];

    /// <summary>Every law that is fitted to tables.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new(new Qqt(Pools), [4e6, 0.1, -0.16, -0.125, -0.1, -0.085, 6.73, 8.55, 5.27, 2.27], [.. PoolRuns(12.8e6)], FitLoss.Squared),
        new(new QqtData(Pools), [4e6, 0.1, -0.16, -0.125, -0.1, -0.085, 6.73, 8.55, 5.27, 2.27], [.. PoolRuns(12.8e6)], FitLoss.Squared),
        new(new QqtEd(Pools), [1.4, 0.3, 0.2, 0.8, 0.7, 0.6, 4, 6, 5, 2], [.. PoolRuns(12.8e6)], FitLoss.HuberLog),
        new(new PowerWithFloor(), [1.7, 400, 0.3], [.. Grid([1e6, 2e6, 4e6, 8e6, 1.6e7, 3.2e7, 6.4e7, 1.28e8, 2.56e8, 5.12e8, 1.024e9, 2.048e9], [1e9])], FitLoss.HuberLog),
        new(new Chinchilla(), [1.8, 480, 2100, 0.35, 0.37], [.. Grid([1e9, 4e9, 2e10, 1e11, 4e11], [1e8, 4e8, 2e9, 1e10])], FitLoss.HuberLog),
        new(new Overtrain(), [1.8, 210, 370, 0.136], [.. Grid([1e9, 4e9, 2e10, 1e11, 4e11], [1e7, 4e7, 2e8, 1e9])], FitLoss.HuberLog),
        new(new DataConstrained(), [1.8, 480, 2100, 0.35, 0.37, 6, 5], [.. Grid([1e9, 4e9, 2e10, 1e11, 4e11], [1e8, 4e8, 2e9, 1e10], 2e9)], FitLoss.HuberLog),
        new(new HalfLifeData(), [1.8, 480, 2100, 0.35, 0.37, 6], [.. Grid([1e9, 4e9, 2e10, 1e11, 4e11], [1e8, 4e8, 2e9, 1e10], 2e9)], FitLoss.HuberLog),
        new(new OverfitPenalty(), [1.8, 480, 2100, 0.35, 0.37, 0.02, 0.4, 0.7], [.. Grid([1e9, 4e9, 2e10, 1e11, 4e11], [1e8, 4e8, 2e9, 1e10], 8e8)], FitLoss.HuberLog),
        new(new LossToError(), [0.86, 2.2, 0.71], [.. Grid([2.2, 2.35, 2.5, 2.75, 3, 3.5, 4, 5], [1])], FitLoss.Squared),
        new(new MixtureRepetition(), [1.8, 480, 0.35, 900, 0.05, 0.33, -0.1, 6], [.. Targets()], FitLoss.HuberLog),
        new(new InfoLaw(), [3.7, 0.1, 0.9, 0.14, 0.3], [.. Buckets()], FitLoss.HuberLog),
        new(new EffectiveMix(Pools), [1.5, 1.2, 0.4, 0.2, 3, 0.6], [.. Shares()], FitLoss.HuberLog),
        new(new LogLinear(Pools), [1.5, 1.2, -0.8, 0.6, 0.3], [.. Shares()], FitLoss.HuberLog),
    ];

    private static IEnumerable<TrainingRun> Grid(double[] tokens, double[] models, double unique = double.PositiveInfinity) =>
        from data in tokens from model in models select TrainingRun.OfOnePool(data, Math.Min(unique, data), model);

    private static IEnumerable<TrainingRun> PoolRuns(double unique) =>
        from pool in Enumerable.Range(0, 4)
        from epochs in Epochs
        select new TrainingRun([.. Enumerable.Range(0, 4).Select(i => i == pool ? unique : 0)], [.. Enumerable.Range(0, 4).Select(i => i == pool ? unique * epochs : 0)]);

    /// <summary>A scarce target pool, repeated inside mixtures of several shares.</summary>
    private static IEnumerable<TrainingRun> Targets() =>
        from model in new[] { 1e8, 4e8, 2e9 }
        from data in new[] { 1e9, 4e9, 2e10, 1e11 }
        from share in new[] { 0.05, 0.2, 0.5 }
        select new TrainingRun([1e9, 1e12], [share * data, (1 - share) * data], model);

    /// <summary>Three buckets of quality in two mixtures, seen once and often.</summary>
    private static IEnumerable<TrainingRun> Buckets() =>
        from model in new[] { 1e8, 4e8, 2e9 }
        from data in new[] { 3e8, 3e9, 3e10, 3e11 }
        from best in new[] { 0.2, 0.7 }
        select new TrainingRun([1e9, 1e9, 1e9], [best * data, 0.2 * data, Math.Max(0.1, 0.8 - best) * data], model);

    /// <summary>Mixtures as RegMix draws them: Dirichlet with parameter one half, from a sequence that fills the simplex evenly.</summary>
    private static IEnumerable<TrainingRun> Shares() => Enumerable.Range(0, 48).Select(run =>
    {
        // A gamma variable with shape one half is half the square of a normal one.
        double[] weights = [.. Enumerable.Range(0, 4).Select(pool => Math.Pow(Math.Sqrt(-2 * Math.Log(Halton.At(run, 2 * pool))) * Math.Cos(2 * Math.PI * Halton.At(run, (2 * pool) + 1)), 2) + 1e-3)];
        return new TrainingRun([1, 1, 1, 1], [.. weights.Select(weight => weight / weights.Sum())]);
    });
}
