namespace DataCuration.Probes.Training;

/// <summary>One measurement: a model trained to the end of its schedule for one length.</summary>
public sealed record ProbePoint
{
    /// <summary>The length asked for, in epochs.</summary>
    public required double Epochs { get; init; }

    /// <summary>Tokens trained on, repetitions included: steps times batch.</summary>
    public required long TokensSeen { get; init; }

    /// <summary>Different tokens trained on.</summary>
    public required long UniqueTokens { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Mean training loss over the cooldown, in nats a token.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>The held-out losses, in the order of the spec.</summary>
    public required IReadOnlyList<EvaluationScore> Evaluations { get; init; }

    /// <summary>The sets' bits per byte, averaged with the sets' weights.</summary>
    public required double MacroBitsPerByte { get; init; }
}
