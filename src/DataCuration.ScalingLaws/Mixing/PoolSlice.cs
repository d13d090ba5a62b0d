namespace DataCuration.ScalingLaws.Mixing;

/// <summary>A part of a pool between two quantiles of its score, and how often its documents are read.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="From">The part's begin, in [0, 1): 0 is the best score of the pool.</param>
/// <param name="To">Its end, in (0, 1].</param>
/// <param name="Rate">Worth of a fresh token of it, interpolated.</param>
/// <param name="Tokens">Its tokens in the mix, with repetitions.</param>
/// <param name="Epochs">How often each of its documents is read.</param>
public sealed record PoolSlice(string Pool, double From, double To, double Rate, double Tokens, double Epochs);
