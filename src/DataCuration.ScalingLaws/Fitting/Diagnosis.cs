// Everything that is said of a fit beside its best point and intervals, the same for every law. Cost: a refit a series of runs, and a search from few
// starts for each of three windows and for the back-test.
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Finds out what can be held against a fit. Pure; the same for any number of threads.</summary>
/// <param name="Diagnostics">What is told.</param>
/// <param name="LargestFactors">For each coordinate that is a half-life, the largest factor by which a window moves it; 1 for others.</param>
internal sealed record Diagnosis(FitDiagnostics Diagnostics, double[] LargestFactors)
{
    /// <summary>Diagnoses a fit.</summary>
    /// <param name="model">The law and its measurements.</param>
    /// <param name="search">The best point.</param>
    /// <param name="delta">Huber's border.</param>
    /// <param name="observations">The runs.</param>
    /// <param name="runs">The same as the law sees them.</param>
    /// <param name="refitStarts">Starts of each search on a window.</param>
    /// <param name="backTest">The back-test.</param>
    public static Diagnosis Of(
        IResidualModel model, MultiStart search, double delta, IReadOnlyList<Observation> observations, IReadOnlyList<TrainingRun> runs, int refitStarts, TableBackTest? backTest)
    {
        (double condition, string[] weakest) = Identifiability.Of(model, search.Theta);
        int[] halfLives = [.. Enumerable.Range(0, search.Theta.Length).Where(model.IsHalfLife)];
        WindowSensitivity.Window[] windows = halfLives.Length == 0 ? [] : WindowSensitivity.Of(model, search.Theta, delta, runs, refitStarts);
        double[] largest = [.. Enumerable.Range(0, search.Theta.Length).Select(coordinate =>
            model.IsHalfLife(coordinate) ? windows.Select(window => window.Factors[coordinate]).DefaultIfEmpty(1).Max() : 1)];
        FitDiagnostics diagnostics = new()
        {
            AlikeStarts = search.Alike,
            Condition = condition,
            WeakestDirection = weakest,
            Windows = [.. windows.Select(window =>
            {
                int worst = halfLives.MaxBy(coordinate => window.Factors[coordinate]);
                return new WindowShift(window.Share, window.Runs, model.NameOf(worst), window.Factors[worst]);
            })],
            Influential = Influences.Of(model, search.Theta, delta, [.. observations.Select(observation => observation.Value)], SeriesIndex.Create(observations)),
            BackTest = backTest,
        };
        return new Diagnosis(diagnostics, largest);
    }
}
