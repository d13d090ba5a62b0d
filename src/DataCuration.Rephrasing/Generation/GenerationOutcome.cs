using DataCuration.Rephrasing.Generation.Ledger;

namespace DataCuration.Rephrasing.Generation;

/// <summary>What became of a request. Exactly one of the two is set.</summary>
/// <param name="Record">The answer, new or from the ledger.</param>
/// <param name="FailureCode">Why there is none; <see cref="FailureCodes.Budget"/> when it was not made.</param>
public sealed record GenerationOutcome(LedgerRecord? Record, string? FailureCode)
{
    /// <summary>What the server said about a failure.</summary>
    public string? Message { get; init; }

    /// <summary>No call was made for this one: the answer was there, or another request for the same text was under way.</summary>
    public bool IsReused { get; init; }
}
