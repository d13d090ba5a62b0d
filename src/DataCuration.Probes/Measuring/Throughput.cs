namespace DataCuration.Probes.Measuring;

/// <summary>How fast a rung trains on a device.</summary>
/// <param name="Model">The rung.</param>
/// <param name="Members">Probes side by side.</param>
/// <param name="TokensPerSecond">Of all members together; the median of several windows.</param>
/// <param name="FlopsPerSecond">Tokens a second times 6·N + 6·L·T·h.</param>
/// <param name="LastLoss">The mean loss of the last step, so that two measurements can be compared.</param>
public sealed record Throughput(string Model, int Members, double TokensPerSecond, double FlopsPerSecond, double LastLoss);
