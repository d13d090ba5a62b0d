using System.CommandLine;
using System.Globalization;
using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.ImageText;
using DataCuration.ScalingLaws.Observations;

namespace DataCuration.Cli.Commands.ImageText;

/// <summary><c>curate image-text curves CURVES --pools DIR --out F</c>: learning curves as a table for <c>curate fit</c>.</summary>
internal static class CurvesCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> curves = new("curves") { Description = "CSV with the columns pool, samples_seen, and error or accuracy; optionally seed." };
        Option<string> pools = new("--pools") { Description = "The folder that image-text pools wrote.", HelpName = "DIR", Required = true };
        Option<double> from = new("--from") { Description = "Leaves out points of fewer samples, such as those of the learning rate's warm-up. Default: 0.", HelpName = "SAMPLES" };
        Option<string> output = new("--out") { Description = "The table for curate fit.", HelpName = "FILE", Required = true };
        Command command = new("curves", "Turns learning curves of the pools into a table for curate fit.") { curves, pools, from, output };
        command.SetAction(parse =>
        {
            string path = parse.GetRequiredValue(curves);
            PoolManifest manifest = PoolManifest.Read(parse.GetRequiredValue(pools));
            Dictionary<string, double> sizes = manifest.Pools.Where(pool => pool.DistinctSamples > 0).ToDictionary(pool => pool.Name, pool => (double)pool.DistinctSamples, StringComparer.Ordinal);
            IReadOnlyList<Observation> observations = LearningCurves.ParseCsv(InputFile.Read(path), path, sizes, parse.GetValue(from));
            OutputFile.Write(parse.GetRequiredValue(output), ObservationTable.ToCsv(observations));
            string[] unmeasured = [.. sizes.Keys.Except(observations.Select(observation => observation.Exposures[0].Pool))];
            if (unmeasured.Length > 0)
            {
                console.Error.WriteLine(Diagnostic.Warning("DC4041", $"No training run measured the pools {string.Join(", ", unmeasured)}; a mix will not have them.", path).ToString());
            }

            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{observations.Count} measurements of {observations.Select(observation => observation.Series).Distinct().Count()} training runs on {sizes.Count - unmeasured.Length} pools"));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
