namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How <see cref="TableFitter"/> fits and what it finds out beside the best point.</summary>
public sealed record TableFitOptions
{
    /// <summary>The search.</summary>
    public CurveFitOptions Search { get; init; } = new();

    /// <summary>Refits with other weights behind every interval. Default 200.</summary>
    public int Resamples { get; init; } = 200;

    /// <summary>Seed of the weights.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Starts of each refit that has to search again: windows and back-test.</summary>
    public int RefitStarts { get; init; } = 8;
}
