namespace DataCuration.Probes.Training;

/// <summary>How far a probe is.</summary>
/// <param name="Tokens">Tokens trained on, over trunk and branches.</param>
/// <param name="TotalTokens">What <paramref name="Tokens"/> will be at the end.</param>
/// <param name="Loss">The last step's cross-entropy in nats a token.</param>
public sealed record ProbeProgress(long Tokens, long TotalTokens, double Loss);
