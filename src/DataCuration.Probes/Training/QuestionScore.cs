namespace DataCuration.Probes.Training;

/// <summary>
/// What a model makes of questions beyond the bits of their right answers, averaged over the last checkpoints. From continuous to discrete: the
/// further down, the less a small model's progress shows (Schaeffer et al., arXiv 2406.04391).
/// </summary>
public sealed record QuestionScore
{
    /// <summary>Questions that are scored.</summary>
    public required int Questions { get; init; }

    /// <summary>Questions left out because a choice does not fit into the context.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Mean log-likelihood of the right answers in nats, by sum: not comparable between answers of unlike length.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Mean log-likelihood of the right answers in nats a token; compares within one tokenizer only.</summary>
    public required double LogLikelihoodPerToken { get; init; }

    /// <summary>Mean over questions of the best wrong choice's bits per byte less the right one's: positive where the model is right; null for clozes.</summary>
    public required double? MarginBitsPerByte { get; init; }

    /// <summary>Mean probability of the right answer among the choices, by the sums of their log-likelihoods; null for clozes.</summary>
    public required double? ChoiceProbability { get; init; }

    /// <summary>The same by log-likelihoods a byte, so that short choices have no advantage.</summary>
    public required double? ChoiceProbabilityPerByte { get; init; }

    /// <summary>Share of questions whose right answer has the largest sum; a tie counts its share.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Share of questions whose right answer has the largest log-likelihood a byte.</summary>
    public required double? AccuracyPerByte { get; init; }

    /// <summary>The accuracy of guessing: the mean of one over the number of choices.</summary>
    public required double? Chance { get; init; }

    /// <summary>Nats of every choice, [question][choice], so that other metrics need no new probe.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChoiceNats { get; init; }
}
