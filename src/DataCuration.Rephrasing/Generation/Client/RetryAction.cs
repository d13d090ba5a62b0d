namespace DataCuration.Rephrasing.Generation.Client;

/// <summary>What follows a failed call.</summary>
internal enum RetryAction
{
    /// <summary>Another call after a wait.</summary>
    Retry,

    /// <summary>Every request waits, then another call.</summary>
    PauseLane,

    /// <summary>This request has failed; others go on.</summary>
    FailRequest,

    /// <summary>No request can succeed before a person or time has changed something.</summary>
    StopRun,
}
