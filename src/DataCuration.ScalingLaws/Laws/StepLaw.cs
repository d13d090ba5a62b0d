// The best learning rate and batch by model size and data (Li et al. 2025, "Predictable Scale, Part I: Step Law", arXiv 2503.04715, equation 1).
//   lr = 1.797 N^-0.7129 D^0.3075,   batch = 0.5807 D^0.5709 tokens
// N counts matrices and head. What differs: the constants are the means of the authors' 1000 bootstrap fits, of which the paper prints three digits
// (1.79, -0.713, 0.307; 0.58, 0.571). Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary>The step law. Pure.</summary>
public static class StepLaw
{
    /// <summary>The peak learning rate of AdamW.</summary>
    /// <param name="modelParameters">N; above 0.</param>
    /// <param name="tokens">D; above 0.</param>
    public static double LearningRate(double modelParameters, double tokens) => 1.797 * Math.Pow(modelParameters, -0.7129) * Math.Pow(tokens, 0.3075);

    /// <summary>The batch in tokens.</summary>
    /// <param name="tokens">D; above 0.</param>
    public static double BatchTokens(double tokens) => 0.5807 * Math.Pow(tokens, 0.5709);
}
