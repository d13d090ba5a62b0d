namespace DataCuration.Probes.Measuring;

/// <summary>Which training's speed is asked for.</summary>
/// <param name="Model">A rung of the ladder.</param>
/// <param name="Vocabulary">Tokens of the vocabulary.</param>
/// <param name="ContextLength">Tokens a sequence.</param>
/// <param name="BatchTokens">Tokens an optimiser step.</param>
/// <param name="Threads">Threads of the matrix kernels.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, or <c>auto</c>: cuda when there is one.</param>
public sealed record SpeedQuestion(string Model, int Vocabulary, int ContextLength, long BatchTokens, int Threads, string Device);
