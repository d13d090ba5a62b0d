using DataCuration.Documents.Recipes;
using DataCuration.Documents.Units;
using DataCuration.ScalingLaws.Mixing;

namespace DataCuration.Pipelines;

/// <summary>What a recipe says of the budget, in the words of the laws. Pure.</summary>
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

    /// <summary>What a recipe says the mix follows; null: whatever the held-out mixtures speak for.</summary>
    public static MixMethod? MethodOf(MixMethodChoice choice) => choice switch
    {
        MixMethodChoice.Law => MixMethod.Law,
        MixMethodChoice.Ranking => MixMethod.Ranking,
        _ => null,
    };
}
