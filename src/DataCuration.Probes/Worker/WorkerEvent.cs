namespace DataCuration.Probes.Worker;

/// <summary>One line of a worker's standard output.</summary>
internal sealed record WorkerEvent
{
    /// <summary><c>progress</c> or <c>error</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Of progress; null while the loss is not a number.</summary>
    public double? Loss { get; init; }

    /// <summary>Of progress.</summary>
    public long Tokens { get; init; }

    /// <summary>Of progress.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Of an error: what the parent throws again.</summary>
    public IReadOnlyList<WorkerDiagnostic>? Diagnostics { get; init; }
}
