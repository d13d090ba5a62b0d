// Learning rate and batch by Porian et al. (arXiv 2406.19146, "rounded fit" of their released code, fitted at a constant rate on
// 25M-108M parameters, N with head): rate = .0047·(N/108e6)^(-1/3), batch = 160·(N/108e6)^(2/3) sequences of 2048 tokens.
// What differs: a smoke-sized probe sees so few tokens that this batch would leave it a dozen steps, so the batch is capped at
// 1/MinSteps of the shortest length, and the rate falls with the square root of the cap (the scaling of Adam's noise; Malladi
// et al., arXiv 2205.10287).
using DataCuration.Probes.Models;

namespace DataCuration.Probes.Training;

/// <summary>A spec resolved to steps. Pure; a function of spec, unique tokens and vocabulary only.</summary>
public sealed record TrainingPlan
{
    /// <summary>The fewest optimiser steps of the shortest length.</summary>
    public const int MinSteps = 100;

    /// <summary>N, without the input embedding.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Sequences of the pool.</summary>
    public required int Chunks { get; init; }

    /// <summary>Sequences a step.</summary>
    public required int BatchSequences { get; init; }

    /// <summary>The constant learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Steps of the rising rate: min(N tokens, 5 % of the shortest length), at least one.</summary>
    public required long WarmupSteps { get; init; }

    /// <summary>The lengths, ascending.</summary>
    public required IReadOnlyList<PlannedPoint> Points { get; init; }

    /// <summary>Steps of the trunk and of all branches.</summary>
    public long TotalSteps => Points[^1].CooldownStart + Points.Sum(static point => point.Steps - point.CooldownStart);

    /// <summary>Resolves a spec.</summary>
    /// <param name="spec">Validated.</param>
    /// <param name="shape">The rung.</param>
    /// <param name="vocabulary">Tokens of the vocabulary.</param>
    /// <param name="uniqueTokens">Tokens there are to train on, at most <see cref="ProbeSpec.UniqueTokens"/>; at least one sequence and one token.</param>
    public static TrainingPlan For(ProbeSpec spec, ModelShape shape, int vocabulary, long uniqueTokens)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(shape);
        int context = spec.ContextLength;
        // The last token of a sequence is predicted but starts the next one: one more token than sequences hold.
        int chunks = checked((int)((uniqueTokens - 1) / context));
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);

        long parameters = shape.ParameterCount(vocabulary);
        double relative = parameters / 108e6;
        double ruleBatch = 160 * Math.Pow(relative, 2.0 / 3) * 2048;
        double shortest = spec.ShortestTokens ?? (spec.Epochs[0] * chunks * context);
        double wantedBatch = spec.BatchTokens ?? Math.Min(ruleBatch, shortest / MinSteps);
        int sequences = Math.Max(1, (int)(wantedBatch / context));
        double ruleRate = 0.0047 * Math.Pow(relative, -1.0 / 3);
        double noise = Math.Sqrt(Math.Min(1, sequences * context / ruleBatch));
        double warmupTokens = spec.WarmupTokens ?? Math.Min(parameters, 0.05 * shortest);
        return new TrainingPlan
        {
            ParameterCount = parameters,
            Chunks = chunks,
            BatchSequences = sequences,
            LearningRate = (spec.LearningRate ?? (ruleRate * noise)) * (spec.LearningRateFactor ?? 1),
            WarmupSteps = Math.Max(1, (long)Math.Round(warmupTokens / (sequences * context))),
            Points = [.. spec.Epochs.Select(epochs => PointFor(epochs, chunks, sequences))],
        };
    }

    private static PlannedPoint PointFor(double epochs, int chunks, int sequences)
    {
        long steps = Math.Max(2, (long)Math.Round(epochs * chunks / sequences));
        long cooldown = Math.Max(1, (long)Math.Round(LearningRateSchedule.CooldownShare * steps));
        return new PlannedPoint(epochs, steps - cooldown, steps);
    }
}
