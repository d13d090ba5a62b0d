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
        Argument<string> table = new("observations") { Description = "CSV with the columns run, pool, unique_tokens, tokens, value and optionally seed, weight, model_parameters, series." };
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
        Option<string?> holdOuts = new("--hold-outs")
        {
            Description = "A table of mixtures that the law is not fitted to but tested on, such as a run's holdouts.csv. qqt-ed only.",
            HelpName = "FILE",
        };
        Option<string?> output = new("--out") { Description = "Write the law here.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Print the law as JSON." };
        Command command = new("fit", "Fits a law to a table of measurements.") { table, law, columns, loss, starts, holdOuts, output, json };
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
            bool isDefault = name == QqtEffectiveData.Name && fitLoss == FitLoss.HuberLog;
            if (parse.GetValue(holdOuts) is not null && !isDefault)
            {
                throw new DiagnosticException(Diagnostic.Error("DC2053", "--hold-outs tests qqt-ed with the loss huber-log only. Leave it out, or fit that law."), ExitCode.Usage);
            }

            return isDefault
                ? FitEffectiveData(console, observations, ReadHoldOuts(parse.GetValue(holdOuts), mapping, observations), startCount, parse.GetValue(output), parse.GetValue(json))
                : FitTable(console, name, observations, new TableFitOptions { Search = new CurveFitOptions { Loss = fitLoss, Starts = startCount } }, parse.GetValue(output), parse.GetValue(json));
        });
        return command;
    }

    private static int FitEffectiveData(ToolConsole console, IReadOnlyList<Observation> observations, IReadOnlyList<Observation> heldOut, int starts, string? output, bool json)
    {
        LawFit fit = LawFitter.Fit(observations, new FitOptions { Starts = starts });
        fit = fit with { HoldOutTest = HoldOutTester.Run(fit, [.. heldOut.Select(run => (run.Run, run))]) };
        Write(console, fit.ToJson(), output, json);
        if (!json)
        {
            FitText.PrintParameters(console.Output, fit.Parameters);
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"rms log residual {fit.RootMeanSquareLogResidual:G3}; {fit.AgreeingStarts} of {fit.Starts} starts agree, {fit.Diagnostics!.AlikeStarts} predict alike; Huber delta {fit.HuberDelta:G3}; {fit.Observations.Count} observations"));
            FitText.PrintDiagnostics(console.Output, fit.Diagnostics);
            FitText.PrintHoldOuts(console.Output, fit.HoldOutTest);
        }

        return (int)fit.SuggestedExitCode;
    }

    private static IReadOnlyList<Observation> ReadHoldOuts(string? path, TableColumns mapping, IReadOnlyList<Observation> fitted)
    {
        if (path is null)
        {
            return [];
        }

        IReadOnlyList<Observation> heldOut = ObservationTable.ParseCsv(InputFile.Read(path), path, mapping);
        HashSet<string> pools = fitted.SelectMany(run => run.Exposures).Select(exposure => exposure.Pool).ToHashSet(StringComparer.Ordinal);
        return heldOut.SelectMany(run => run.Exposures).FirstOrDefault(exposure => !pools.Contains(exposure.Pool)) is { } unknown
            ? throw new DiagnosticException(
                Diagnostic.Error("DC4030", $"The pool '{unknown.Pool}' is not in the table that the law is fitted to, which has {string.Join(", ", pools.Order(StringComparer.Ordinal))}.", path), ExitCode.BadInput)
            : heldOut;
    }

    private static int FitTable(ToolConsole console, string law, IReadOnlyList<Observation> observations, TableFitOptions options, string? output, bool json)
    {
        TableFit fit = TableFitter.Fit(law, observations, options);
        Write(console, fit.ToJson(), output, json);
        if (!json)
        {
            FitText.PrintParameters(console.Output, fit.Parameters);
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"objective {fit.Objective:G6}; rms residual {fit.RootMeanSquare:G3}; R2 {fit.RSquared:F3}; {fit.AgreeingStarts} of {fit.Starts} starts agree, {fit.Diagnostics.AlikeStarts} predict alike; {fit.Observations.Count} observations"));
            FitText.PrintDiagnostics(console.Output, fit.Diagnostics);
        }

        if (fit.LeftOut.Count > 0)
        {
            console.Error.WriteLine(Diagnostic.Warning(
                "DC4035",
                string.Create(CultureInfo.InvariantCulture, $"{fit.LeftOut.Count} of {observations.Count} runs are left out, because '{law}' does not hold for them: {string.Join(", ", fit.LeftOut.Take(5))}{(fit.LeftOut.Count > 5 ? ", ..." : "")}.")).ToString());
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
}
