namespace DataCuration.Rephrasing.Generation.Pacing;

/// <summary>What a call showed of the server's load.</summary>
public enum CallOutcome
{
    /// <summary>It was answered.</summary>
    Success,

    /// <summary>Too much to do: 429, 503 or a timeout.</summary>
    Overload,

    /// <summary>Nothing.</summary>
    Unknown,
}
