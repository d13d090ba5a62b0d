namespace DataCuration.ScalingLaws.Fitting;

/// <summary>A least-squares problem. Immutable; safe for concurrent use.</summary>
internal interface IResidualModel
{
    /// <summary>Coordinates of the search.</summary>
    int ParameterCount { get; }

    /// <summary>Residuals: one a measurement, then those of priors.</summary>
    int ResidualCount { get; }

    /// <summary>Residuals that belong to measurements; they come first.</summary>
    int DataCount { get; }

    /// <summary>No coordinate goes below its own; coordinates are logarithms or of order one.</summary>
    double Lowest(int coordinate);

    /// <summary>No coordinate goes above its own.</summary>
    double Highest(int coordinate);

    /// <summary>A residual's weight.</summary>
    double Weight(int residual);

    /// <summary>True for a measurement, false for a prior (never treated as an outlier).</summary>
    bool IsData(int residual) => residual < DataCount;

    /// <summary>The parameter that a coordinate moves.</summary>
    string NameOf(int coordinate);

    /// <summary>Whether a coordinate is the logarithm of a half-life.</summary>
    bool IsHalfLife(int coordinate);

    /// <summary>A start of the search: point <paramref name="start"/> of a sequence that fills the ranges in which parameters are expected.</summary>
    double[] StartAt(int start);

    /// <summary>What the law says of a measurement's run, continued to a multiple of its tokens.</summary>
    double Predict(ReadOnlySpan<double> theta, int residual, double continuation);

    /// <summary>Residuals, and their derivatives when a Jacobian (row-major) is given.</summary>
    void Evaluate(ReadOnlySpan<double> theta, Span<double> residuals, Span<double> jacobian);
}
