namespace DataCuration.Documents;

/// <summary>What a ledger row did to its document.</summary>
public enum LedgerOutcome
{
    /// <summary>The document leaves the flow.</summary>
    Dropped,

    /// <summary>The text was changed.</summary>
    Edited,

    /// <summary>The document was placed, for example in a pool.</summary>
    Placed,
}
