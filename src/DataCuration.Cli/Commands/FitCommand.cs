using System.CommandLine;
using System.Globalization;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate fit OBSERVATIONS.csv</c>: fits a law to any table of measurements.</summary>
internal static class FitCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> table = new("observations") { Description = "CSV with the columns run, pool, unique_tokens, tokens, value." };
        Option<string> law = new("--law") { Description = "The law's name.", DefaultValueFactory = _ => QqtEffectiveData.Name };
        law.AcceptOnlyFromAmong(QqtEffectiveData.Name);
        Option<string?> output = new("--out") { Description = "Write the law here.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Print the law as JSON." };
        Command command = new("fit", "Fits a law to a table of measurements.") { table, law, output, json };
        command.SetAction(parse => Fit(console, parse.GetRequiredValue(table), parse.GetValue(output), parse.GetValue(json)));
        return command;
    }

    private static int Fit(ToolConsole console, string table, string? output, bool json)
    {
        LawFit fit = LawFitter.Fit(ObservationTable.ParseCsv(InputFile.Read(table), table), new FitOptions());
        if (output is not null)
        {
            OutputFile.Write(output, fit.ToJson());
        }

        if (json)
        {
            console.Output.Write(fit.ToJson());
            return (int)fit.SuggestedExitCode;
        }

        foreach (FittedParameter parameter in fit.Parameters)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{parameter.Name,-24} {parameter.Value,12:G5}  [{parameter.Low:G4}, {parameter.High:G4}]  {parameter.Status}"));
        }

        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"rms log residual {fit.RootMeanSquareLogResidual:G3}; {fit.AgreeingStarts} of {fit.Starts} starts agree; Huber delta {fit.HuberDelta:G3}; {fit.Observations.Count} observations"));
        return (int)fit.SuggestedExitCode;
    }
}
