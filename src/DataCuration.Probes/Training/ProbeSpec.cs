using System.Text.Json.Serialization;
using DataCuration.Probes.Models;

namespace DataCuration.Probes.Training;

/// <summary>
/// Everything that determines the result of one series of measurements: a pool, a model, and the training lengths. Equal specs
/// with equal files give byte-identical results on one kind of device.
/// </summary>
public sealed record ProbeSpec
{
    /// <summary>The probe's name; also the name of its result file.</summary>
    public required string Id { get; init; }

    /// <summary>The pool or mixture that it measures.</summary>
    public required string Pool { get; init; }

    /// <summary>The pool's tokens (<see cref="Tokenizer.TokenFileWriter"/>). Relative to the spec's folder.</summary>
    public required string TokenFile { get; init; }

    /// <summary>The tokenizer of all token files, as JSON. Relative to the spec's folder.</summary>
    public required string TokenizerFile { get; init; }

    /// <summary>Unique tokens to train on: the first ones of the file; a shorter file is used whole.</summary>
    public required long UniqueTokens { get; init; }

    /// <summary>Training lengths in epochs over the unique tokens, ascending. The longest is the trunk, the others branch off it.</summary>
    public required IReadOnlyList<double> Epochs { get; init; }

    /// <summary>
    /// Tokens of the shortest training of the comparison that this probe belongs to: batch, rate and warm-up follow it, so that probes of
    /// unlike lengths are trained alike. Null: of this probe's own shortest length.
    /// </summary>
    public long? ShortestTokens { get; init; }

    /// <summary>Determines the initial weights and the order of the data.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A rung of <see cref="ModelLadder"/>.</summary>
    public string Model { get; init; } = "p0";

    /// <summary>Tokens a sequence.</summary>
    public int ContextLength { get; init; } = 256;

    /// <summary>Tokens an optimiser step; null: <see cref="TrainingPlan"/>'s rule.</summary>
    public long? BatchTokens { get; init; }

    /// <summary>
    /// Tokens that go through the model at once: bounds memory, and changes sums in their last digits. Null: 1,024 on a CPU (more is
    /// slower there, because activations leave the cache); on a GPU as many as keep the activations at 8 GB.
    /// </summary>
    public long? MicroBatchTokens { get; init; }

    /// <summary>The constant learning rate; null: <see cref="TrainingPlan"/>'s rule.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Times the constant learning rate, rule or not; null: as it is. Tests whether a comparison depends on the rate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LearningRateFactor { get; init; }

    /// <summary>Tokens over which the rate rises from zero; null: <see cref="TrainingPlan"/>'s rule.</summary>
    public long? WarmupTokens { get; init; }

    /// <summary>AdamW's decay of the matrices; the same for all pools, because it changes what repetition is worth.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Threads of the matrix kernels; part of the identity, because sums depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary><c>cpu</c>, <c>cuda</c>, or <c>auto</c>: cuda when there is one.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The number format of the matrix products.</summary>
    public ProbePrecision Precision { get; init; } = ProbePrecision.Fp32;

    /// <summary>The held-out sets; at least one.</summary>
    public required IReadOnlyList<EvaluationSetSpec> EvaluationSets { get; init; }

    /// <summary>At most this many tokens of each set are scored: the first ones.</summary>
    public long MaxEvaluationTokens { get; init; } = 131_072;

    /// <summary>
    /// The last checkpoints of a cooldown that are scored and averaged, a twentieth of the cooldown apart: one alone is noisier (Heineman
    /// et al., arXiv 2508.13144). Each costs a pass over the held-out sets.
    /// </summary>
    public int EvaluationCheckpoints { get; init; } = 3;
}
