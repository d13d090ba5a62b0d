using DataCuration.Probes.Models;

namespace DataCuration.Probes.Training;

/// <summary>Scores models on one held-out set. Not thread-safe.</summary>
internal interface IEvaluator
{
    /// <summary>The set's documents, or its questions with the bytes of their right answers.</summary>
    EvaluationDocuments Documents { get; }

    /// <summary>Tokens of the set that are scored; zero makes a score meaningless.</summary>
    long Predicted { get; }

    /// <summary>The set's share in the macro average; 0 for a set that is reported only.</summary>
    double Weight { get; }

    /// <summary>The nats of everything that the set scores, in a fixed order: its documents, or its questions' choices.</summary>
    double[] Score(ProbeModel model, CancellationToken cancellationToken);

    /// <summary>The score of a training length from its checkpoints, each as <see cref="Score"/> gave it, the final one last.</summary>
    EvaluationScore Summarise(IReadOnlyList<double[]> checkpoints);
}
