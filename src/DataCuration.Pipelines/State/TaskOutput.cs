namespace DataCuration.Pipelines.State;

/// <summary>One file a task wrote.</summary>
/// <param name="Path">Relative to the work directory, with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
public sealed record TaskOutput(string Path, long Bytes, string Sha256);
