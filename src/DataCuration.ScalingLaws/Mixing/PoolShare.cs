using System.Text.Json.Serialization;

namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A pool's part in a mix.</summary>
/// <param name="Name">The pool.</param>
/// <param name="UniqueTokens">Its unique tokens.</param>
/// <param name="Tokens">Its tokens in the mix, with repetitions.</param>
/// <param name="Epochs">Tokens divided by unique tokens.</param>
/// <param name="Share">Its share of the mix, in [0, 1].</param>
/// <param name="MarginalWorth">
/// What one more token of it would be worth: in fresh tokens of the reference pool (<c>qqt-ed</c>), or as a multiple of the pool that would gain most (other laws).
/// </param>
/// <param name="PreparedTokens">Unique tokens to prepare, of a pool that costs something for each; null for others. Its tokens are repetitions of these.</param>
public sealed record PoolShare(string Name, double UniqueTokens, double Tokens, double Epochs, double Share, double MarginalWorth, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? PreparedTokens = null);
