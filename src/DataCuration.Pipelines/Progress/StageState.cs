namespace DataCuration.Pipelines.Progress;

/// <summary>Where a stage stands.</summary>
public enum StageState
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Done in this run.</summary>
    Done,

    /// <summary>Nothing to do: all results are valid.</summary>
    Skipped,
}
