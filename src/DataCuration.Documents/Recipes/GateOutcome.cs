namespace DataCuration.Documents.Recipes;

/// <summary>What a gate that is passed over does to the run.</summary>
public enum GateOutcome
{
    /// <summary>It ends with exit code 1 before anything is probed.</summary>
    Fail,

    /// <summary>It warns and goes on.</summary>
    Warn,
}
