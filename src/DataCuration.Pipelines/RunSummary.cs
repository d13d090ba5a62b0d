using DataCuration.Documents.Diagnostics;

namespace DataCuration.Pipelines;

/// <summary>How a run ended.</summary>
public sealed record RunSummary
{
    /// <summary>Done; or tie, not identifiable, extrapolated: then the mix was still written and says so.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>The stages in order.</summary>
    public required IReadOnlyList<StageSummary> Stages { get; init; }

    /// <summary>What the user should know although the run did not fail.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. Stages.SelectMany(stage => stage.Warnings)];

    /// <summary>The report page, when the run got that far.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The dataset's folder, when the run got that far.</summary>
    public string? DatasetPath { get; init; }
}
