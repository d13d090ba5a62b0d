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

    /// <summary>How much it counts; above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Tokens with repetitions over all pools.</summary>
    public double Tokens => Exposures.Sum(exposure => exposure.Tokens);
}
