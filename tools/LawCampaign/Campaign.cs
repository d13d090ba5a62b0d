using System.Globalization;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;

namespace DataCuration.LawCampaign;

/// <summary>Fits noisy measurements of a known law. Deterministic.</summary>
internal static class Campaign
{
    /// <summary>The standard deviation of the fitted parameters over the seeds, and how often their intervals hold the truth.</summary>
    public static Coverage[] Run(Case design, int seeds, double noise, int resamples = 200)
    {
        LawParameter[] parameters = [.. design.Law.Parameters];
        double[][] fitted = new double[seeds][];
        bool[][] byResampling = new bool[seeds][];
        bool[][] byProfile = new bool[seeds][];
        for (int seed = 0; seed < seeds; seed++)
        {
            (fitted[seed], byResampling[seed], byProfile[seed]) = Fit(design, Measure(design, noise, seed), resamples);
        }

        return [.. parameters.Select((parameter, i) =>
        {
            double mean = fitted.Average(values => values[i]);
            return new Coverage(
                parameter.Name,
                design.Truth[i],
                Math.Sqrt(fitted.Average(values => Math.Pow(values[i] - mean, 2))),
                byResampling.Average(covers => covers[i] ? 1.0 : 0),
                byProfile.Average(covers => covers[i] ? 1.0 : 0));
        })];
    }

    /// <summary>The law's values with normal noise: of errors itself, of losses relative to them.</summary>
    public static Measurement[] Measure(Case design, double noise, int seed)
    {
        Random random = new(1000 + seed);
        return [.. design.Runs.Select(run =>
        {
            double off = noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double loss = design.Law.Predict(run, design.Truth);
            return new Measurement(run, design.Loss == FitLoss.Squared ? loss + off : loss * Math.Exp(off));
        })];
    }

    private static (double[] Fitted, bool[] ByResampling, bool[] ByProfile) Fit(Case design, Measurement[] measurements, int resamples)
    {
        CurveFitOptions options = new() { Loss = design.Loss, Starts = 16, FindFlat = false };
        CurveFit fit = CurveFitter.Fit(design.Law, measurements, options);
        CurveModel model = new(design.Law, measurements, options);
        double[] theta = model.ToTheta(fit.Parameters);
        double[] truth = model.ToTheta(design.Truth);
        double delta = CurveFitter.DeltaOf(options);
        SeriesIndex series = new([.. measurements.Select((_, n) => n.ToString(CultureInfo.InvariantCulture))], [.. Enumerable.Range(0, measurements.Length)]);
        double[][] draws = Resampling.Draw(model, theta, delta, series, resamples, 1);
        bool[] byResampling = [.. truth.Select((value, i) =>
        {
            double[] sorted = [.. draws.Select(draw => draw[i]).Order()];
            return Math.Min(theta[i], Percentile.Of(sorted, 0.05)) <= value && value <= Math.Max(theta[i], Percentile.Of(sorted, 0.95));
        })];
        bool[] byProfile = new bool[truth.Length];
        Parallel.For(0, truth.Length, i =>
        {
            (double low, double high) = ProfileInterval.Of(model, theta, fit.Objective, delta, i);
            byProfile[i] = low <= truth[i] && truth[i] <= high;
        });
        return ([.. fit.Parameters], byResampling, byProfile);
    }
}
