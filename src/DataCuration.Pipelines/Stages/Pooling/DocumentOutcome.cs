namespace DataCuration.Pipelines.Stages.Pooling;

/// <summary>What the decision made of a document; stored as its number.</summary>
internal enum DocumentOutcome
{
    /// <summary>In a pool.</summary>
    Kept = 0,

    /// <summary>Failed at least one rule.</summary>
    DroppedByRule = 1,

    /// <summary>Passed the rules, but another copy stays.</summary>
    Duplicate = 2,

    /// <summary>Passed the rules and is no duplicate, but the selection does not take it.</summary>
    NotSelected = 3,

    /// <summary>Passed the rules and is no duplicate, but says what another says, or is not in the share kept by distance.</summary>
    Pruned = 4,
}
