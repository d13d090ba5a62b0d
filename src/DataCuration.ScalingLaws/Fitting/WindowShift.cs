namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A refit without the longest runs.</summary>
/// <param name="Share">Runs with more tokens than this share of the longest of the same pools were left out.</param>
/// <param name="Runs">Runs that were kept.</param>
/// <param name="Parameter">The half-life that moved most.</param>
/// <param name="Factor">By how much; at least 1.</param>
public sealed record WindowShift(double Share, int Runs, string Parameter, double Factor);
