using System.Text.Json.Serialization;

namespace DataCuration.Pipelines.Stages.Probing;

/// <summary>What a mixture takes from a pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="UniqueTokens">The first tokens of the pool's sample.</param>
/// <param name="Passes">How often they occur in one pass over the mixture.</param>
internal sealed record MixturePart(string Pool, long UniqueTokens, double Passes)
{
    /// <summary>Tokens in one pass over the mixture.</summary>
    [JsonIgnore]
    public long Length => (long)Math.Round(UniqueTokens * Passes);
}
