namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A least-squares problem. Immutable; safe for concurrent use.</summary>
internal interface IResidualModel
{
    /// <summary>Coordinates of the search.</summary>
    int ParameterCount { get; }

    /// <summary>Residuals: one a measurement, then those of priors.</summary>
    int ResidualCount { get; }

    /// <summary>No coordinate goes below its own; coordinates are logarithms or of order one.</summary>
    double Lowest(int coordinate);

    /// <summary>No coordinate goes above its own.</summary>
    double Highest(int coordinate);

    /// <summary>A residual's weight.</summary>
    double Weight(int residual);

    /// <summary>True for a measurement, false for a prior (never treated as an outlier).</summary>
    bool IsData(int residual);

    /// <summary>Residuals, and their derivatives when a Jacobian (row-major) is given.</summary>
    void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian);
}
