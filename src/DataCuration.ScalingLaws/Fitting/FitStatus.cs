namespace DataCuration.ScalingLaws.Fitting;

/// <summary>Whether a fit or a parameter can be relied on.</summary>
public enum FitStatus
{
    /// <summary>Determined by the measurements.</summary>
    Ok,

    /// <summary>Fewer than three starts reached the best point: another search might find a better one.</summary>
    Unstable,

    /// <summary>The interval spans more than a factor of 30: the measurements hardly constrain it.</summary>
    Flat,

    /// <summary>At the edge of what the search allows.</summary>
    Bound,

    /// <summary>Nothing measured depends on it, for example the half-life of a pool that was never repeated.</summary>
    NotIdentified,

    /// <summary>Given, not fitted.</summary>
    Fixed,
}
