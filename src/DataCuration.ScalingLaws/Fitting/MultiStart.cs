// Searches from many starts, in parallel, the best kept by a fixed order. Two measures say whether it can be believed. Starts agree when their
// objective is within 1e-6 of the best. They predict alike when the loss they give to every measured run, and to each run continued to four times its tokens,
// differs from the best one's by less than a twentieth of the residuals: in a flat valley parameters, and the last digits of the objective, may
// differ while every decision is the same. Cost: a minimisation a start.

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>The best point of a search from many starts. Immutable.</summary>
/// <param name="Theta">The point.</param>
/// <param name="Objective">Its objective.</param>
/// <param name="Agreeing">Starts that ended within 1e-6 of it.</param>
/// <param name="Alike">Starts whose predictions differ from its by less than a twentieth of the residuals.</param>
internal sealed record MultiStart(double[] Theta, double Objective, int Agreeing, int Alike)
{
    /// <summary>Fewer starts that agree or predict alike make a fit unstable.</summary>
    public const int Enough = 3;

    private const double AgreementPrecision = 1e-6;
    private const double AlikeShare = 0.05;
    private const double Continuation = 4;

    /// <summary>Whether another search would hardly find another answer.</summary>
    public bool IsStable => Math.Max(Agreeing, Alike) >= Enough;

    /// <summary>Minimises from the first starts of the model's sequence.</summary>
    public static MultiStart Search(IResidualModel model, int starts, double delta, double tolerance = LevenbergMarquardt.Exact)
    {
        if (model.ParameterCount == 0)
        {
            double[] residuals = new double[model.ResidualCount];
            model.Evaluate([], residuals, []);
            return new MultiStart([], LevenbergMarquardt.Objective(model, residuals, delta), starts, starts);
        }

        (double[] Theta, double Objective)[] ends = new (double[], double)[starts];
        Parallel.For(0, starts, start => ends[start] = LevenbergMarquardt.Minimise(model, model.StartAt(start), delta, tolerance));
        (double[] theta, double objective) = ends.MinBy(end => double.IsNaN(end.Objective) ? double.PositiveInfinity : end.Objective);
        int agreeing = ends.Count(end => end.Objective - objective <= Math.Max(AgreementPrecision * objective, 1e-15));
        double[] best = LogPredictions(model, theta);
        double tolerated = Math.Max(AlikeShare * RootMeanSquare(model, theta), 1e-6);
        int alike = ends.Count(end => Distance(best, LogPredictions(model, end.Theta)) <= tolerated);
        return new MultiStart(theta, objective, agreeing, alike);
    }

    private static double[] LogPredictions(IResidualModel model, double[] theta)
    {
        int runs = model.DataCount;
        double[] logs = new double[2 * runs];
        for (int n = 0; n < runs; n++)
        {
            logs[n] = Math.Log(model.Predict(theta, n, 1));
            logs[runs + n] = Math.Log(model.Predict(theta, n, Continuation));
        }

        return logs;
    }

    private static double Distance(double[] left, double[] right) => Math.Sqrt(left.Zip(right).Average(pair => Math.Pow(pair.First - pair.Second, 2)));

    private static double RootMeanSquare(IResidualModel model, double[] theta)
    {
        double[] residuals = new double[model.ResidualCount];
        model.Evaluate(theta, residuals, []);
        return Math.Sqrt(residuals.Take(model.DataCount).Average(residual => residual * residual));
    }
}
