namespace DataCuration.ScalingLaws.Laws;

/// <summary>A parameter of a law and where to look for it.</summary>
/// <param name="Name">Its name in tables and files.</param>
/// <param name="Lowest">Starts are drawn from here.</param>
/// <param name="Highest">Starts are drawn up to here.</param>
/// <param name="Kind">How the search moves it.</param>
/// <param name="IsHalfLife">Whether it says how long repetition helps: then one long run is not enough to know it.</param>
public sealed record LawParameter(string Name, double Lowest, double Highest, ParameterKind Kind = ParameterKind.Positive, bool IsHalfLife = false);
