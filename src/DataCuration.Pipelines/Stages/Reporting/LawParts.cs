using System.Globalization;
using DataCuration.Pipelines.Report.Model;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Pipelines.Stages.Reporting;

/// <summary>The fit as the report shows it.</summary>
internal static class LawParts
{
    private const int CurvePoints = 60;

    public static LawModel Law(LawFit fit) => new()
    {
        Law = fit.Law,
        Formula = "loss = d + A [ sum over pools of rho U g(T / U; tau) / 10^6 ]^-beta,  g(e; tau) = (1 - q^K) / (1 - q) + (e - K) q^K,  q = 2^(-1/tau),  K = floor(e)",
        Pools = fit.Best.Pools.Select((utility, index) => Pool(fit, utility, index)).ToArray(),
        Parameters = fit.Parameters.Select(Parameter).ToArray(),
        ObservationCount = fit.Observations.Count,
        ResidualRms = fit.RootMeanSquareLogResidual,
        Starts = (fit.AgreeingStarts, fit.Starts),
        Backtests = fit.BackTest is null ? [] : fit.BackTest.Runs.Select(run => new LawBacktest(run.Run, new Estimate(run.Predicted), run.Measured)).ToArray(),
        HoldOuts = fit.HoldOutTest is { } test ? HoldOuts(test) : null,
    };

    private static LawHoldOuts HoldOuts(HoldOutTest test)
    {
        string verdict = string.Create(
            CultureInfo.InvariantCulture,
            $"The law is off by {100 * test.LogError:0.00} % (root mean square), the mean of the pools at that length by {100 * test.PoolMeanLogError:0.00} %. Of {test.Pairs} pairs of candidates the law orders {test.PairsRight} as measured, ranking at the longest probe {test.RankingPairsRight}. Choosing the best candidate of each length by the law costs {test.Regret:0.0000} on average, by ranking {test.RankingRegret:0.0000}; differences below {test.Noise:0.0000} are noise. {(test.IsLawBetter ? "The mix follows the law." : "The law is no better than ranking, so the mix follows the ranking.")}");
        return new LawHoldOuts(
            [.. test.Points.Select(point => new LawHeldOutRun(Mixture(point.Mixture), point.Tokens, new Estimate(point.Predicted, point.Low, point.High), point.Measured, point.PoolMean))], verdict);
    }

    private static string Mixture(string name) => name switch
    {
        "equal" => "all pools, equal shares",
        "proportional" => "all pools, in proportion",
        "graded" => "better pools repeated more",
        _ => name,
    };

    private static LawPool Pool(LawFit fit, PoolUtility utility, int index)
    {
        Observation[] runs = fit.Observations
            .Where(observation => observation.Exposures is [{ } only] && only.Pool == utility.Pool)
            .OrderBy(observation => observation.Tokens)
            .ToArray();
        Dictionary<string, double> predicted = fit.Points.ToDictionary(point => point.Run, point => point.Predicted, StringComparer.Ordinal);
        double unique = runs.Max(run => run.Exposures[0].UniqueTokens);
        double from = runs[0].Tokens;
        double to = 2 * runs[^1].Tokens;
        double[] sizes = new double[fit.Best.Pools.Count];
        sizes[index] = unique;
        return new LawPool
        {
            Name = utility.Pool,
            UniqueTokens = unique,
            Points = runs.Select(run => new LawPoint(run.Tokens, run.Exposures[0].Epochs, run.Value, predicted[run.Run])).ToArray(),
            Curve = Enumerable.Range(0, CurvePoints).Select(i =>
            {
                double tokens = from * Math.Pow(to / from, (double)i / (CurvePoints - 1));
                double[] seen = new double[sizes.Length];
                seen[index] = tokens;
                return (tokens, fit.Best.Predict(sizes, seen));
            }).ToArray(),
            Utility = utility.Rate,
            HalfLifeEpochs = utility.HalfLife,
        };
    }

    private static Report.Model.LawParameter Parameter(FittedParameter parameter)
    {
        int bracket = parameter.Name.IndexOf('[', StringComparison.Ordinal);
        string kind = bracket < 0 ? parameter.Name : parameter.Name[..bracket];
        string pool = bracket < 0 ? "" : parameter.Name[bracket..];
        (string symbol, string meaning) = kind switch
        {
            "irreducible" => ("d", "loss that more of this data does not remove"),
            "scale" => ("A", "reducible loss at one million effective tokens"),
            "exponent" => ("beta", "how fast the loss falls with effective tokens"),
            "dilution" => ("kappa", "how much a larger mixture lengthens half-lives"),
            "rate" => ("rho" + pool, "worth of a fresh token, relative to the reference pool"),
            _ => ("tau" + pool, "half-life in epochs: repetitions until a token is worth half"),
        };
        return new Report.Model.LawParameter
        {
            Symbol = symbol,
            Meaning = meaning,
            Value = parameter.Status == FitStatus.Fixed ? new Estimate(parameter.Value) : new Estimate(parameter.Value, parameter.Low, parameter.High),
            Status = parameter.Status switch
            {
                FitStatus.Fixed => Identifiability.Fixed,
                FitStatus.NotIdentified => Identifiability.NotIdentified,
                FitStatus.Flat or FitStatus.Bound => Identifiability.Weak,
                _ => Identifiability.Identified,
            },
        };
    }
}
