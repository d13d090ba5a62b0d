using DataCuration.Documents.Recipes;
using DataCuration.Documents.Units;

namespace DataCuration.Pipelines;

/// <summary>From compute to tokens. Pure.</summary>
public static class TrainingBudget
{
    /// <summary>
    /// Training tokens of a budget, C = 6 N D: with N given, D = C / 6N; otherwise at the compute-optimal ratio r = D / N (Hoffmann et al. 2022), so
    /// N = sqrt(C / 6r).
    /// </summary>
    public static TokenCount TokensOf(MixOptions mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return new Flops(mix.Budget).TokensFor(ParametersOf(mix));
    }

    /// <summary>Parameters of the model that is to be trained.</summary>
    public static double ParametersOf(MixOptions mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return mix.ModelParameters ?? Math.Sqrt(mix.Budget / (6 * mix.TokensPerParameter));
    }
}
