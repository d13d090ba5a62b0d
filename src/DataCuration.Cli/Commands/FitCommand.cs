using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.ScalingLaws.Fitting;
using DataCuration.ScalingLaws.Laws;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Cli.Commands;

/// <summary><c>curate fit OBSERVATIONS.csv</c>: fits a law to any table of measurements.</summary>
internal static class FitCommand
{
    private static readonly Dictionary<string, FitLoss> Losses = new(StringComparer.Ordinal)
    {
        ["huber-log"] = FitLoss.HuberLog,
        ["squared-log"] = FitLoss.SquaredLog,
        ["squared"] = FitLoss.Squared,
    };

    public static Command Create(ToolConsole console)
    {
        Argument<string> table = new("observations") { Description = "CSV with the columns run, pool, unique_tokens, tokens, value and optionally seed, weight, model_parameters." };
        Option<string> law = new("--law") { Description = "The law's name.", DefaultValueFactory = _ => QqtEffectiveData.Name };
        law.AcceptOnlyFromAmong([.. LawCatalog.Names]);
        Option<string[]> columns = new("--column")
        {
            Description = "Reads a column under another header; repeat for each. run=- and pool=- say that the table has none.",
            HelpName = "NAME=HEADER",
            DefaultValueFactory = _ => [],
        };
        Option<string> loss = new("--loss") { Description = "What is minimised: huber-log, squared-log, or squared for errors in (0, 1).", DefaultValueFactory = _ => "huber-log" };
        loss.AcceptOnlyFromAmong([.. Losses.Keys]);
        Option<int> starts = new("--starts") { Description = "Starting points of the search.", DefaultValueFactory = _ => 64, HelpName = "COUNT" };
        Option<string?> output = new("--out") { Description = "Write the law here.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Print the law as JSON." };
        Command command = new("fit", "Fits a law to a table of measurements.") { table, law, columns, loss, starts, output, json };
        command.SetAction(parse =>
        {
            string path = parse.GetRequiredValue(table);
            int startCount = parse.GetValue(starts);
            if (startCount < 1)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", FormattableString.Invariant($"--starts is {startCount}; expected at least 1.")), ExitCode.Usage);
            }

            TableColumns mapping = TableColumns.Parse(parse.GetValue(columns) ?? []);
            IReadOnlyList<Observation> observations = ObservationTable.ParseCsv(InputFile.Read(path), path, mapping);
            FitLoss fitLoss = Losses[parse.GetRequiredValue(loss)];
            string name = parse.GetRequiredValue(law);
            return name == QqtEffectiveData.Name && fitLoss == FitLoss.HuberLog
                ? FitEffectiveData(console, observations, startCount, parse.GetValue(output), parse.GetValue(json))
                : FitTable(console, name, observations, new TableFitOptions { Search = new CurveFitOptions { Loss = fitLoss, Starts = startCount } }, parse.GetValue(output), parse.GetValue(json));
        });
        return command;
    }

    private static int FitEffectiveData(ToolConsole console, IReadOnlyList<Observation> observations, int starts, string? output, bool json)
    {
        LawFit fit = LawFitter.Fit(observations, new FitOptions { Starts = starts });
        Write(console, fit.ToJson(), output, json);
        if (!json)
        {
            Print(console, fit.Parameters);
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"rms log residual {fit.RootMeanSquareLogResidual:G3}; {fit.AgreeingStarts} of {fit.Starts} starts agree; Huber delta {fit.HuberDelta:G3}; {fit.Observations.Count} observations"));
        }

        return (int)fit.SuggestedExitCode;
    }

    private static int FitTable(ToolConsole console, string law, IReadOnlyList<Observation> observations, TableFitOptions options, string? output, bool json)
    {
        TableFit fit = TableFitter.Fit(law, observations, options);
        Write(console, fit.ToJson(), output, json);
        if (!json)
        {
            Print(console, fit.Parameters);
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"objective {fit.Objective:G6}; rms residual {fit.RootMeanSquare:G3}; R2 {fit.RSquared:F3}; {fit.AgreeingStarts} of {fit.Starts} starts agree; {fit.Observations.Count} observations"));
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"condition {fit.Condition:G3}; least determined: {string.Join(", ", fit.WeakestDirection)}"));
            if (fit.BackTest is { } test)
            {
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{test.Runs.Count} largest runs held out: log error {test.LogError:G3}; as at the largest run kept {test.LargestRunLogError:G3}; interpolated {test.InterpolationLogError:G3}"));
            }

            foreach (Influence influence in fit.Influential)
            {
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"without {influence.Run} (residual {influence.LogResidual:+0.0000;-0.0000}) predictions move by {influence.Shift:G2}"));
            }
        }

        return (int)fit.SuggestedExitCode;
    }

    private static void Write(ToolConsole console, string law, string? output, bool json)
    {
        if (output is not null)
        {
            OutputFile.Write(output, law);
        }

        if (json)
        {
            console.Output.Write(law);
        }
    }

    private static void Print(ToolConsole console, IReadOnlyList<FittedParameter> parameters)
    {
        foreach (FittedParameter parameter in parameters)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{parameter.Name,-24} {parameter.Value,12:G5}  [{parameter.Low:G4}, {parameter.High:G4}]  {parameter.Status}"));
        }
    }
}
