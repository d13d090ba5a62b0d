using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.FileDeduplication;

/// <summary>What a deduplication found and did. Everything but the times is the same on every run.</summary>
public sealed record FileDeduplicationSummary
{
    /// <summary>Documents read.</summary>
    public required long Documents { get; init; }

    /// <summary>Bytes of their text.</summary>
    public required long TextBytes { get; init; }

    /// <summary>Documents that stay.</summary>
    public required long Kept { get; init; }

    /// <summary>Documents that leave.</summary>
    public required long Removed { get; init; }

    /// <summary>Bytes of their text.</summary>
    public required long RemovedBytes { get; init; }

    /// <summary>Records that could not be read; see quarantine.jsonl.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Documents of the index that took part.</summary>
    public required long Indexed { get; init; }

    /// <summary>Different candidate pairs compared.</summary>
    public required long ComparedPairs { get; init; }

    /// <summary>Those that became edges.</summary>
    public required long AcceptedPairs { get; init; }

    /// <summary>What each source loses, by name.</summary>
    public required IReadOnlyList<SourceLoss> Sources { get; init; }

    /// <summary>Number of clusters by size: 1, 2, 3-10, 11-100, 101-1000, above.</summary>
    public required IReadOnlyDictionary<string, long> ClusterSizes { get; init; }

    /// <summary>The largest clusters.</summary>
    public required IReadOnlyList<ClusterSample> LargestClusters { get; init; }

    /// <summary>Exact similarity of sampled removed documents with their nearest twin; null without MinHash.</summary>
    public PairSample? Precision { get; init; }

    /// <summary>Warnings and errors about sources that lose too much.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The run stopped before it wrote documents.</summary>
    public bool IsStopped => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
