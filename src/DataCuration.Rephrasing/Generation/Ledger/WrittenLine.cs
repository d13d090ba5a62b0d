namespace DataCuration.Rephrasing.Generation.Ledger;

/// <summary>Where a record went.</summary>
/// <param name="Record">The record.</param>
/// <param name="File">Index of the file.</param>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Length">Bytes without the line feed.</param>
internal readonly record struct WrittenLine(LedgerRecord Record, int File, long Offset, int Length);
