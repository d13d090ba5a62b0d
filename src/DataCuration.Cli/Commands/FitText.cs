using System.Globalization;
using DataCuration.ScalingLaws.Fitting;

namespace DataCuration.Cli.Commands;

/// <summary>A fit as text: a line for each parameter, then what can be held against the fit.</summary>
internal static class FitText
{
    public static void PrintParameters(TextWriter output, IReadOnlyList<FittedParameter> parameters)
    {
        output.WriteLine($"{"",-24} {"value",12}  90 % by resampling, by profile");
        foreach (FittedParameter parameter in parameters)
        {
            string profile = parameter.ProfileLow is null ? "" : string.Create(CultureInfo.InvariantCulture, $" [{parameter.ProfileLow:G4}, {parameter.ProfileHigh:G4}]");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{parameter.Name,-24} {parameter.Value,12:G5}  [{parameter.Low:G4}, {parameter.High:G4}]{profile}  {parameter.Status}"));
        }
    }

    public static void PrintDiagnostics(TextWriter output, FitDiagnostics diagnostics)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"condition {diagnostics.Condition:G3}; least determined: {string.Join(", ", diagnostics.WeakestDirection)}"));
        foreach (WindowShift window in diagnostics.Windows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"on the {window.Runs} runs up to {window.Share:P0} of the longest, {window.Parameter} moves by a factor of {window.Factor:G2}"));
        }

        if (diagnostics.BackTest is { } test)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{test.Runs.Count} largest runs held out: log error {test.LogError:G3}; as at the largest run kept {test.LargestRunLogError:G3}; interpolated {test.InterpolationLogError:G3}"));
        }

        foreach (Influence influence in diagnostics.Influential)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"without {influence.Run} (residual {influence.LogResidual:+0.0000;-0.0000}) predictions move by {influence.Shift:G2}"));
        }
    }

    public static void PrintHoldOuts(TextWriter output, HoldOutTest? test)
    {
        if (test is null)
        {
            return;
        }

        foreach (HeldOutPoint point in test.Points)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"held out: {point.Run}: predicted {point.Predicted:F4} [{point.Low:F4}, {point.High:F4}], measured {point.Measured:F4}, mean of the pools {point.PoolMean:F4}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"held out: log error {test.LogError:G3} (mean of the pools {test.PoolMeanLogError:G3}); regret {test.Regret:G3} (ranking at the longest probe {test.RankingRegret:G3}); {test.PairsRight} of {test.Pairs} pairs right (ranking {test.RankingPairsRight}): mixes follow the {(test.IsLawBetter ? "law" : "ranking")}"));
    }
}
