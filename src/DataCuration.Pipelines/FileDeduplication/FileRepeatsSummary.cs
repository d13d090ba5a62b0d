using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What a search for repeated text found and cut.</summary>
public sealed record FileRepeatsSummary
{
    /// <summary>Documents read.</summary>
    public required long Documents { get; init; }

    /// <summary>Bytes of their text.</summary>
    public required long TextBytes { get; init; }

    /// <summary>Documents with a cut, those that leave included.</summary>
    public required long DocumentsCut { get; init; }

    /// <summary>Documents that leave because too much of them is repeated.</summary>
    public required long DocumentsRemoved { get; init; }

    /// <summary>Spans found.</summary>
    public required long Spans { get; init; }

    /// <summary>Bytes of these spans.</summary>
    public required long SpanBytes { get; init; }

    /// <summary>Records that could not be read; see quarantine.jsonl.</summary>
    public required long Quarantined { get; init; }

    /// <summary>What each source loses, by name: bytes are those of the spans.</summary>
    public required IReadOnlyList<SourceLoss> Sources { get; init; }

    /// <summary>Warnings and errors about sources that lose too much.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The run stopped before it wrote documents.</summary>
    public bool IsStopped => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
