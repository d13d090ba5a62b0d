namespace DataCuration.Probes.Training;

/// <summary>How a probe ended.</summary>
public enum ProbeStatus
{
    /// <summary>All points were measured.</summary>
    Completed,

    /// <summary>The loss became infinite or not a number; the points before that are there.</summary>
    Diverged,
}
