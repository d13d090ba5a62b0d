using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines.Progress;

/// <summary>How far a stage is.</summary>
public sealed record StageProgress
{
    /// <summary>The stage.</summary>
    public required string Name { get; init; }

    /// <summary>The step it belongs to, one of <see cref="CurationSteps.All"/>.</summary>
    public required string Step { get; init; }

    /// <summary>Where it stands.</summary>
    public StageState State { get; init; }

    /// <summary>Parts (or pools, or probes) finished in this run.</summary>
    public int PartsDone { get; init; }

    /// <summary>Parts to do in this run.</summary>
    public int PartsTotal { get; init; }

    /// <summary>Parts whose earlier results are valid.</summary>
    public int PartsSkipped { get; init; }

    /// <summary>Documents processed in this run.</summary>
    public long Documents { get; init; }

    /// <summary>UTF-8 bytes of text processed in this run.</summary>
    public long Bytes { get; init; }

    /// <summary>Tokens processed in this run (probes: trained on).</summary>
    public long Tokens { get; init; }

    /// <summary>Work done and in all, in the stage's own unit (bytes of shards, documents, tokens); 0 when unknown.</summary>
    public double WorkDone { get; init; }

    /// <summary>See <see cref="WorkDone"/>.</summary>
    public double WorkTotal { get; init; }

    /// <summary>Seconds since the stage began.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Estimated seconds left; null when unknown.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>What the user should know about its results; known when it is done.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>What it is doing, in words.</summary>
    public string? Note { get; init; }
}
