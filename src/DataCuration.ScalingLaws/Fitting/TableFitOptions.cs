namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How <see cref="TableFitter"/> fits and what it finds out beside the best point.</summary>
public sealed record TableFitOptions
{
    /// <summary>The search.</summary>
    public CurveFitOptions Search { get; init; } = new();

    /// <summary>Resampled refits behind every interval. Default 400.</summary>
    public int Resamples { get; init; } = 400;

    /// <summary>Whether intervals by profile likelihood are computed as well. Default true.</summary>
    public bool Profiles { get; init; } = true;

    /// <summary>Seed of the resampling.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Starts of each refit that has to search again: windows and back-test.</summary>
    public int RefitStarts { get; init; } = 8;
}
