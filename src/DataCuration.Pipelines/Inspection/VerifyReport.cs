using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.Inspection;

/// <summary>Whether a work directory is whole.</summary>
/// <param name="Files">Files hashed.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Stages">Stages whose counts were added up.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
public sealed record VerifyReport(int Files, long Bytes, int Stages, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsWhole => Problems.Count == 0;
}
