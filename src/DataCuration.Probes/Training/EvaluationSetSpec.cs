using System.Text.Json.Serialization;
using DataCuration.Documents.Recipes;

namespace DataCuration.Probes.Training;

/// <summary>One held-out set that a probe is scored on.</summary>
public sealed record EvaluationSetSpec
{
    /// <summary>The set's name; unique within a probe.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Its tokens: little-endian 16 bits, a separator in front of each document; of questions, JSON lines (<see cref="QuestionFile"/>).
    /// Relative to the spec's folder.
    /// </summary>
    public required string TokenFile { get; init; }

    /// <summary>The set's share in the macro average; 0 for a set that is reported only.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Text, or questions with answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EvaluationKind Kind { get; init; }
}
