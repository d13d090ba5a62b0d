namespace DataCuration.Documents.Diagnostics;

/// <summary>What the process returns, so that people, scripts and schedulers know what to do next.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed, for example more bad records than allowed.</summary>
    Failed = 1,

    /// <summary>A usage or recipe error.</summary>
    Usage = 2,

    /// <summary>A tie between mixes, or an unstable fit.</summary>
    Tie = 3,

    /// <summary>A parameter that the decision needs is not identifiable from the measurements.</summary>
    NotIdentifiable = 4,

    /// <summary>The budget is beyond what the measurements support (under <c>--strict</c>).</summary>
    Extrapolated = 5,

    /// <summary>The generation budget is used up: run again under a higher cap; nothing is paid for twice.</summary>
    BudgetExhausted = 6,

    /// <summary>Bad input data: do not retry.</summary>
    BadInput = 65,

    /// <summary>Temporary: retry.</summary>
    Temporary = 75,

    /// <summary>Stopped by SIGINT after saving.</summary>
    Interrupted = 130,

    /// <summary>Stopped by SIGTERM after saving.</summary>
    Terminated = 143,
}
