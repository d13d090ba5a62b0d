namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>How much stands for a pool.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Tokens">Tokens of its sample, at most the recipe's unique tokens and the rest of the last document.</param>
/// <param name="Held">Tokens that the pool holds.</param>
internal sealed record PoolSampleSize(string Name, long Tokens, double Held);
