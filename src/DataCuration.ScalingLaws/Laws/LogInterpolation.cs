// Loss on a third amount of data from two (Kang et al. 2024, "Performance Scaling via Optimal Transport", arXiv 2307.02460, section 4.2: projektor's
// second stage): linear in the logarithm of the amount. It has no floor and turns negative for large amounts, so it is for at most ten times the
// larger one, and a baseline that any law should beat. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary><c>log-interpolation</c>. Pure.</summary>
public static class LogInterpolation
{
    /// <summary>The loss at <paramref name="size"/>.</summary>
    /// <param name="size">Where; above 0.</param>
    /// <param name="smaller">The smaller amount; above 0.</param>
    /// <param name="lossAtSmaller">The loss measured there.</param>
    /// <param name="larger">The larger amount.</param>
    /// <param name="lossAtLarger">The loss measured there.</param>
    public static double Predict(double size, double smaller, double lossAtSmaller, double larger, double lossAtLarger) =>
        ((Math.Log(size / smaller) * lossAtLarger) - (Math.Log(size / larger) * lossAtSmaller)) / Math.Log(larger / smaller);
}
