using System.Text.Json.Serialization;

namespace DataCuration.ScalingLaws.Observations;

/// <summary>One measurement: what a model was trained on to the end of its schedule, and the loss it reached.</summary>
public sealed record Observation
{
    /// <summary>The run's name; unique.</summary>
    public required string Run { get; init; }

    /// <summary>What it saw of each pool; at least one.</summary>
    public required IReadOnlyList<PoolExposure> Exposures { get; init; }

    /// <summary>The loss (nats a token, or bits per byte); above 0.</summary>
    public required double Value { get; init; }

    /// <summary>The seed of initialisation and data order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>N: the parameters of the model that was trained; 0 when the table does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ModelParameters { get; init; }

    /// <summary>The training run that it is a point of, with others; they are resampled and left out as one. Null for a run of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Series { get; init; }

    /// <summary>How much it counts; above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Tokens with repetitions over all pools.</summary>
    public double Tokens => Exposures.Sum(exposure => exposure.Tokens);

    /// <summary>The share of a pool in what it saw, in [0, 1].</summary>
    public double ShareOf(string pool) =>
        Exposures.Where(exposure => string.Equals(exposure.Pool, pool, StringComparison.Ordinal)).Sum(exposure => exposure.Tokens) / Tokens;
}
