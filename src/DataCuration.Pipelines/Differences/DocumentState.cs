namespace DataCuration.Pipelines.Differences;

/// <summary>What one side made of a document.</summary>
/// <param name="Pool">The pool that it is kept in; null when it is dropped.</param>
/// <param name="Rules">The rules that drop it, in the ledger's order; empty when it is kept.</param>
/// <param name="Value">What the first rule measured.</param>
/// <param name="Threshold">What that was compared with.</param>
/// <param name="TextHash">A hash of the text; 0 where both sides are known to have the same texts.</param>
internal readonly record struct DocumentState(string? Pool, string[] Rules, double? Value, double? Threshold, ulong TextHash)
{
    public bool IsKept => Pool is not null;
}
