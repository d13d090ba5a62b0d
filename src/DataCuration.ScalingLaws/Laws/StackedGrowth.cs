// When to grow a model by stacking copies of a shallow one (Du et al. 2024, "Stacking Your Transformers", arXiv 2405.15319, equation 5: G_stack with growth
// factor 4). The tokens d that the shallow model trains on before it is stacked:
//   log10 d = 0.88 log10 N + 163.27 / log10 C - 5.74,   C = 6 N D
// Never for comparisons of data: the two halves of such a training see other distributions. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary>The growth timing of <c>G_stack</c>. Pure.</summary>
public static class StackedGrowth
{
    /// <summary>Tokens before the model is stacked.</summary>
    /// <param name="modelParameters">N of the grown model; above 0.</param>
    /// <param name="tokens">D of its whole training; above 0.</param>
    public static double TokensBefore(double modelParameters, double tokens) =>
        Math.Pow(10, (0.88 * Math.Log10(modelParameters)) + (163.27 / Math.Log10(6 * modelParameters * tokens)) - 5.74);
}
