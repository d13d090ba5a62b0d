namespace DataCuration.Probes.Training;

/// <summary>The loss of one model on one held-out set.</summary>
public sealed record EvaluationScore
{
    /// <summary>The set's name.</summary>
    public required string Set { get; init; }

    /// <summary>Nats / (ln 2 · bytes). Separators are not predicted and have no bytes.</summary>
    public required double BitsPerByte { get; init; }

    /// <summary>Sum of the nats of all predicted tokens.</summary>
    public required double Nats { get; init; }

    /// <summary>Number of predicted tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>UTF-8 bytes of the predicted tokens.</summary>
    public required long Bytes { get; init; }
}
