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
}
