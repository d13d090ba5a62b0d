namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A mixture that the law did not see, beside what the law and a simple rule say of it. Losses in the unit of the observations.</summary>
/// <param name="Run">The run.</param>
/// <param name="Mixture">The mixture's name.</param>
/// <param name="Tokens">Tokens it was trained on.</param>
/// <param name="Measured">The measured loss.</param>
/// <param name="Predicted">The law's prediction.</param>
/// <param name="Low">The 5th percentile of a new measurement under the resampled laws and their residuals.</param>
/// <param name="High">The 95th percentile.</param>
/// <param name="PoolMean">The simple rule: the mean of the single pools' measured losses at this number of tokens, weighted by their tokens.</param>
public sealed record HeldOutPoint(string Run, string Mixture, double Tokens, double Measured, double Predicted, double Low, double High, double PoolMean);
