namespace DataCuration.ScalingLaws.Mixing;

/// <summary>The best mix for one budget of the frontier.</summary>
/// <param name="Mix">The mix.</param>
/// <param name="IsTransition">True when the set of pools in use changes here.</param>
public sealed record FrontierPoint(Mix Mix, bool IsTransition);
