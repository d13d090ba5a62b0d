using System.Text.Json.Serialization;

namespace DataCuration.Probes.Training;

/// <summary>
/// The loss of one model on one held-out set: the mean over the last checkpoints of its cooldown. Of questions, the bits of their right answers.
/// </summary>
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

    /// <summary>Bits per byte at each of the last checkpoints, the final one last: how steady the measurement is.</summary>
    public required IReadOnlyList<double> Checkpoints { get; init; }

    /// <summary>Nats of each document, in the order of <see cref="EvaluationDocuments.Bytes"/>: what paired comparisons resample.</summary>
    public required IReadOnlyList<double> DocumentNats { get; init; }

    /// <summary>What is known about questions beside their right answers' bits; null for text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuestionScore? Questions { get; init; }
}
