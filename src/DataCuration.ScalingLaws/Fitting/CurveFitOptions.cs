namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How <see cref="CurveFitter"/> searches.</summary>
public sealed record CurveFitOptions
{
    /// <summary>What is minimised.</summary>
    public FitLoss Loss { get; init; } = FitLoss.HuberLog;

    /// <summary>Huber's border between squares and lines, in ln(loss). Default 1e-3 (Hoffmann et al. 2022).</summary>
    public double HuberDelta { get; init; } = 1e-3;

    /// <summary>Starting points, from a Halton sequence.</summary>
    public int Starts { get; init; } = 64;

    /// <summary>Whether each parameter's profile is computed to find flat ones; without it none is called flat. Costs more than the fit itself.</summary>
    public bool FindFlat { get; init; } = true;

    /// <summary>Parameters that are given instead of fitted, by name.</summary>
    public IReadOnlyDictionary<string, double> Fixed { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
