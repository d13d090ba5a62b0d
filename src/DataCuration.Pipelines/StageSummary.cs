using DataCuration.Documents.Diagnostics;
using DataCuration.Pipelines.State;

namespace DataCuration.Pipelines;

/// <summary>What a stage did in a run, and what all its valid results add up to.</summary>
public sealed record StageSummary
{
    /// <summary>The stage.</summary>
    public required string Name { get; init; }

    /// <summary>The step it belongs to.</summary>
    public required string Step { get; init; }

    /// <summary>Tasks run.</summary>
    public required int TasksRun { get; init; }

    /// <summary>Tasks whose earlier results were valid.</summary>
    public required int TasksSkipped { get; init; }

    /// <summary>What the user should know about its results, run or skipped.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Sums over all tasks, run or skipped.</summary>
    public required TaskCounts Counts { get; init; }
}
