namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>Which documents may be duplicates of each other.</summary>
public enum DuplicateScope
{
    /// <summary>All.</summary>
    Global,

    /// <summary>Those of the same source.</summary>
    Source,

    /// <summary>Those of the same crawl: the first seven characters of the date (year and month).</summary>
    Snapshot,

    /// <summary>Those whose records state the same language.</summary>
    Language,

    /// <summary>None: nothing is removed, and the report says how large each cluster would be.</summary>
    None,
}
