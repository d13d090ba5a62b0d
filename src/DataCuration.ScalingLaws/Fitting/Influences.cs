namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Leaves one series of runs out at a time and refits from the best point. Pure.</summary>
internal static class Influences
{
    private const int Most = 5;

    /// <summary>The series whose absence moves the predictions most.</summary>
    /// <param name="model">The law and its measurements.</param>
    /// <param name="theta">The best point.</param>
    /// <param name="delta">Huber's border.</param>
    /// <param name="values">What was measured.</param>
    /// <param name="series">The series of each measurement.</param>
    public static Influence[] Of(IResidualModel model, double[] theta, double delta, double[] values, SeriesIndex series)
    {
        double[] logs = LogPredictions(theta);
        Influence?[] influences = new Influence?[series.Names.Count];
        Parallel.For(0, influences.Length, left =>
        {
            double[] kept = [.. series.Of.Select(of => of == left ? 0.0 : 1)];
            if (kept.Sum() < theta.Length)
            {
                return;
            }

            double[] refitted = LogPredictions(LevenbergMarquardt.Minimise(new ReweightedModel(model, kept), theta, delta, LevenbergMarquardt.Rough).Theta);
            double[] residuals = [.. Enumerable.Range(0, values.Length).Where(n => series.Of[n] == left).Select(n => Math.Log(values[n]) - logs[n])];
            double residual = residuals.Length == 1 ? residuals[0] : Math.Sqrt(residuals.Average(each => each * each));
            influences[left] = new Influence(series.Names[left], residual, Math.Sqrt(refitted.Zip(logs).Average(pair => Math.Pow(pair.First - pair.Second, 2))));
        });
        return [.. influences.OfType<Influence>().OrderByDescending(influence => influence.Shift).ThenBy(influence => influence.Run, StringComparer.Ordinal).Take(Most)];

        double[] LogPredictions(double[] at) => [.. Enumerable.Range(0, values.Length).Select(n => Math.Log(model.Predict(at, n, 1)))];
    }
}
