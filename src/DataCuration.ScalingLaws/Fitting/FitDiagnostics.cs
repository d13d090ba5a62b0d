namespace DataCuration.ScalingLaws.Fitting;

/// <summary>What can be held against a fit. Immutable.</summary>
public sealed record FitDiagnostics
{
    /// <summary>Starts whose predictions differ from the best one's by less than a twentieth of the residuals.</summary>
    public required int AlikeStarts { get; init; }

    /// <summary>Largest over least singular value of the residuals' derivatives by the search's coordinates, each scaled to length one.</summary>
    public required double Condition { get; init; }

    /// <summary>The parameters that make up the least determined direction, strongest first.</summary>
    public required IReadOnlyList<string> WeakestDirection { get; init; }

    /// <summary>Refits without the longest runs; none when the law has no half-lives or too few runs are left.</summary>
    public required IReadOnlyList<WindowShift> Windows { get; init; }

    /// <summary>The series of runs that the fit hangs on most.</summary>
    public required IReadOnlyList<Influence> Influential { get; init; }

    /// <summary>The back-test; null when the smaller runs are too few for the law.</summary>
    public TableBackTest? BackTest { get; init; }
}
