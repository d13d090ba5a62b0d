namespace DataCuration.Pipelines.Report.Model;

/// <summary>The run in a few counts. Read + rephrased = kept + dropped + quarantined.</summary>
internal sealed record KeyCounts
{
    /// <summary>Records found in the inputs.</summary>
    public required long DocumentsRead { get; init; }

    /// <summary>Documents that rephrasing made.</summary>
    public long DocumentsRephrased { get; init; }

    /// <summary>Documents that reached a pool.</summary>
    public required long DocumentsKept { get; init; }

    /// <summary>Documents that a rule or a duplicate dropped.</summary>
    public required long DocumentsDropped { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long DocumentsQuarantined { get; init; }

    /// <summary>Unique tokens of the kept documents.</summary>
    public required double TokensKept { get; init; }

    /// <summary>Probes trained for the law; 0 when the law was pinned or there is none.</summary>
    public int ProbesTrained { get; init; }

    /// <summary>Training FLOPs of the probes together.</summary>
    public double ProbeFlops { get; init; }
}
