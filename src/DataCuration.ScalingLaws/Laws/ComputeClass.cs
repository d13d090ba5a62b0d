// A budget in hours of a reference device (Stanić et al. 2023, "The Languini Kitchen", arXiv 2309.11197, §3.2): the best speed measured there turns hours
// into tokens, and tokens into steps, so that models of unlike speed are compared at equal cost. Cost: O(1).
namespace DataCuration.ScalingLaws.Laws;

/// <summary>Steps that hours of a device pay for. Pure.</summary>
public static class ComputeClass
{
    /// <summary>Optimiser steps, the last one begun in time counted whole.</summary>
    /// <param name="hours">Device hours; above 0.</param>
    /// <param name="tokensPerSecond">The measured speed; above 0.</param>
    /// <param name="batchTokens">Tokens a step; above 0.</param>
    public static long Steps(double hours, double tokensPerSecond, double batchTokens) => (long)Math.Ceiling(hours * 3600 * tokensPerSecond / batchTokens);
}
