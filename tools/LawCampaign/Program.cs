// Noisy measurements of known laws, fitted: how far off are the parameters, and how often do the 90 % intervals hold the truth?
//   dotnet run -c Release --project tools/LawCampaign -- [SEEDS=200] [NOISE=0.002] [LAW]
// Prints a table for each law: standard deviation of the fitted parameter over the seeds, and coverage by resampling and by profile, in percent.
using System.Globalization;
using DataCuration.LawCampaign;

int seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
double noise = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 0.002;
foreach (Case design in Case.All.Where(design => args.Length < 3 || design.Law.Name == args[2]))
{
    Coverage[] parameters = Campaign.Run(design, seeds, noise);
    Console.WriteLine(FormattableString.Invariant(
        $"{design.Law.Name}, {design.Loss}, {design.Runs.Length} runs, noise {noise:G3}, {seeds} seeds: resampling {100 * parameters.Average(each => each.ByResampling):F1} %, profile {100 * parameters.Average(each => each.ByProfile):F1} %"));
    foreach (Coverage parameter in parameters)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"  {parameter.Name,-14} {parameter.Truth,10:G4}  sd {parameter.Deviation,10:G3}  resampling {100 * parameter.ByResampling,5:F1}  profile {100 * parameter.ByProfile,5:F1}"));
    }
}
