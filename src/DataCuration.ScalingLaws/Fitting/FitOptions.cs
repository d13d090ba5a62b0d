namespace DataCuration.ScalingLaws.Fitting;

/// <summary>How a law is fitted.</summary>
public sealed record FitOptions
{
    /// <summary>Residuals of log loss beyond this count linearly (Huber). Default 1e-3 (Hoffmann et al. 2022, appendix D.2).</summary>
    public double HuberDelta { get; init; } = 1e-3;

    /// <summary>Starting points of the search, from a Halton sequence.</summary>
    public int Starts { get; init; } = 64;

    /// <summary>Resampled refits behind every interval.</summary>
    public int Resamples { get; init; } = 400;

    /// <summary>Whether intervals by profile likelihood are computed as well; about twenty refits a parameter.</summary>
    public bool Profiles { get; init; } = true;

    /// <summary>Seed of the resampling.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// kappa of the dilution of repetition in mixtures. Null, the default, fits it between 0 and 1.5 where a measured mixture repeats a pool; runs of single
    /// pools do not determine it, and it is 0 then: no benefit is claimed that was not measured, and the mix is exactly solvable.
    /// Goyal et al. 2024, Theorem 1, has 1 for equal pools.
    /// </summary>
    public double? Dilution { get; init; }

    /// <summary>Weak priors: log-normal on half-lives (median 10 epochs, log-sd 1.5) and rates (median 1, log-sd 1.5), normal on a fitted kappa (0.8, sd 0.3).</summary>
    public bool UsePriors { get; init; } = true;
}
