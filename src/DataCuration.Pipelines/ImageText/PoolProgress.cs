namespace DataCuration.Pipelines.ImageText;

/// <summary>How far pools are.</summary>
/// <param name="FilesDone">Files read to the end.</param>
/// <param name="Files">All files.</param>
/// <param name="Samples">Samples read.</param>
/// <param name="Pool">The pool being written; null while files are read.</param>
public sealed record PoolProgress(int FilesDone, int Files, long Samples, string? Pool);
