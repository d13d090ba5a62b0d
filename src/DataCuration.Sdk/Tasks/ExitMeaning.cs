using System.Globalization;

namespace DataCuration.Sdk.Tasks;

/// <summary>
/// What a non-zero exit code of the tool means to the build. 3, 4 and 5 say that a mix was written with a reservation: a warning,
/// so that the build's outputs exist and are seen; only an extrapolation that the project forbade (CurationStrict) fails.
/// </summary>
internal sealed record ExitMeaning(string Code, bool IsError, string Text)
{
    public static ExitMeaning Of(int exitCode, bool strict) => exitCode switch
    {
        3 => new("DC2110", false, "The mix is a tie: other mixes are as good within the uncertainty, or the fit is unstable. The report lists them; more probe seeds or lengths would tell them apart."),
        4 => new("DC2111", false, "The measurements do not identify a parameter that the mix depends on, so the mix is a guess in that direction. The report names it; probe more lengths or pools."),
        5 when strict => new("DC2112", true, "The budget is beyond what the probes support and CurationStrict is true. Lower TrainingComputeBudget, or probe larger models or longer trainings."),
        5 => new("DC2112", false, "The budget is beyond what the probes support; the mix is an extrapolation. Set CurationStrict to make this an error, or probe larger models or longer trainings."),
        130 or 143 => new("DC2114", true, "The run was stopped from outside after saving. Build again to go on where it stopped."),
        75 => new("DC2115", true, "The run met a temporary failure, such as a busy work directory. Build again."),
        _ => new("DC2113", true, string.Create(
            CultureInfo.InvariantCulture, $"curate ended with exit code {exitCode} and no diagnostic. Its last lines are above; run the same recipe with 'curate run' to see more.")),
    };
}
