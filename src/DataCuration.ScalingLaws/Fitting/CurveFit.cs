using DataCuration.ScalingLaws.Laws;

namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A fitted <see cref="LossLaw"/>. Immutable.</summary>
public sealed record CurveFit
{
    /// <summary>The law.</summary>
    public required LossLaw Law { get; init; }

    /// <summary>Its parameters at the best point, in its order.</summary>
    public required IReadOnlyList<double> Parameters { get; init; }

    /// <summary>Each parameter's state: fixed, flat (its profile hardly rises), or ok.</summary>
    public required IReadOnlyList<FitStatus> ParameterStatus { get; init; }

    /// <summary>The minimised sum.</summary>
    public required double Objective { get; init; }

    /// <summary>What was minimised.</summary>
    public required FitLoss Loss { get; init; }

    /// <summary>Root mean square of the residuals, in the loss's own space (ln loss, or loss).</summary>
    public required double RootMeanSquare { get; init; }

    /// <summary>1 minus the residuals' share of the loss's variance, in the plain loss.</summary>
    public required double RSquared { get; init; }

    /// <summary>Starts that ended within 1e-6 of the best objective, of <see cref="Starts"/>.</summary>
    public required int AgreeingStarts { get; init; }

    /// <summary>Starts whose predictions differ from the best one's by less than a twentieth of the residuals.</summary>
    public required int AlikeStarts { get; init; }

    /// <summary>Starts that were made.</summary>
    public required int Starts { get; init; }

    /// <summary>Unstable when fewer than three starts agree or predict alike.</summary>
    public FitStatus Status => Math.Max(AgreeingStarts, AlikeStarts) >= MultiStart.Enough ? FitStatus.Ok : FitStatus.Unstable;

    /// <summary>A parameter by name.</summary>
    public double this[string parameter] =>
        Parameters[Law.Parameters.Select((candidate, index) => (candidate, index)).First(item => item.candidate.Name == parameter).index];

    /// <summary>The loss of a run.</summary>
    public double Predict(TrainingRun run) => Law.Predict(run, [.. Parameters]);
}
