namespace DataCuration.Probes.Training;

/// <summary>What a probe measured. Holds no clock value: the same spec on the same kind of device gives the same bytes.</summary>
public sealed record ProbeResult
{
    /// <summary>What was asked for.</summary>
    public required ProbeSpec Spec { get; init; }

    /// <summary>How it ended.</summary>
    public required ProbeStatus Status { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string DeviceKind { get; init; }

    /// <summary>N: matrices and head, without the input embedding.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Tokens of the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The tokenizer's content hash: losses a token compare only where it is the same.</summary>
    public required string TokenizerHash { get; init; }

    /// <summary>Unique tokens that were there to train on: whole sequences of the token file.</summary>
    public required long UniqueTokens { get; init; }

    /// <summary>Tokens an optimiser step.</summary>
    public required long BatchTokens { get; init; }

    /// <summary>The constant learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Steps over which the rate rose.</summary>
    public required long WarmupSteps { get; init; }

    /// <summary>The documents of the held-out sets, in the order of the spec.</summary>
    public required IReadOnlyList<EvaluationDocuments> EvaluationDocuments { get; init; }

    /// <summary>The measurements, by length.</summary>
    public required IReadOnlyList<ProbePoint> Points { get; init; }
}
